import type { MarkedToken, Token } from 'marked';
import type { ReactNode } from 'react';
import { useLabels } from '../use-labels.ts';
import { decodeEntities } from './decode-entities.ts';
import { safeImageUrl, safeLinkUrl } from './safe-url.ts';

/** The text of one block: emphasis, links, code, images. */
export function Inline({ tokens }: { readonly tokens: readonly Token[] | undefined }) {
  return tokens?.map((token, place) => <InlineToken key={place} token={token as MarkedToken} />); // no extension adds others
}

function InlineToken({ token }: { readonly token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? <Inline tokens={token.tokens} /> : decodeEntities(token.text);
    case 'escape':
      return token.text;
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Link token={token} />;
    case 'image':
      return <Image token={token} />;
    case 'checkbox':
      return <TaskMark isDone={token.checked} />;
    default:
      return token.raw;
  }
}

function Link({ token }: { readonly token: MarkedToken & { type: 'link' } }) {
  const url = safeLinkUrl(token.href);
  if (url === undefined) return token.raw;
  return (
    <a href={url} title={token.title ?? undefined} target="_blank" rel="noopener noreferrer nofollow">
      <Inline tokens={token.tokens} />
    </a>
  );
}

function Image({ token }: { readonly token: MarkedToken & { type: 'image' } }) {
  const url = safeImageUrl(token.href);
  if (url === undefined) return token.raw;
  return <img src={url} alt={decodeEntities(token.text)} title={token.title ?? undefined} loading="lazy" referrerPolicy="no-referrer" />;
}

function TaskMark({ isDone }: { readonly isDone: boolean }) {
  const labels = useLabels();
  return (
    <span className="chat-task" role="img" aria-label={isDone ? labels.taskDone : labels.taskOpen} data-state={isDone ? 'done' : 'open'} />
  );
}
