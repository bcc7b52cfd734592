import { memo, useContext, type ReactNode } from 'react';
import { useLabels } from '../use-labels.ts';
import type { ImageInline, Inline, LinkInline, ReferenceInline } from './inline.ts';
import { labelKey, noteKey } from './inline-syntax.ts';
import { MarkdownContext } from './markdown-context.ts';
import { MarkdownOptionsContext } from './markdown-options.ts';
import { Formula } from './formula.tsx';
import { useNoteId } from './use-note-id.ts';
import { safeImageUrl, safeLinkUrl } from './safe-url.ts';
import { splitPiles } from './split-piles.tsx';

interface InlineViewProps {
  readonly content: readonly Inline[];
  /** It stands in a link, where no other can. */
  readonly isLinked?: boolean | undefined;
}

/** The text of a block: emphasis, links, code, images. */
export function InlineView({ content, isLinked }: InlineViewProps): ReactNode {
  return content.map((node, place) =>
    typeof node === 'string' ? splitPiles(node) : <Element key={place} node={node} isLinked={isLinked} />,
  );
}

interface ElementProps extends Pick<InlineViewProps, 'isLinked'> {
  readonly node: Exclude<Inline, string>;
}

const Element = memo(function Element({ node, isLinked }: ElementProps): ReactNode {
  switch (node.type) {
    case 'strong':
    case 'em':
    case 'del': {
      const Tag = node.type;
      return (
        <Tag>
          <InlineView content={node.content} isLinked={isLinked} />
        </Tag>
      );
    }
    case 'code':
      return <code>{splitPiles(node.text)}</code>;
    case 'math':
      return <Formula tex={node.tex} isDisplay={node.isDisplay} />;
    case 'break':
      return <br />;
    case 'link':
      return <Link node={node} />;
    case 'image':
      return <Image node={node} isLinked={isLinked} />;
    case 'reference':
      return <Reference node={node} />;
    case 'footnote':
      return <NoteMark label={node.label} />;
    default:
      return node satisfies never;
  }
});

function Link({ node }: { readonly node: LinkInline }) {
  const labels = useLabels();
  const url = safeLinkUrl(node.url);
  if (url === undefined) return splitPiles(node.raw);
  return (
    <a href={url} title={node.title} target="_blank" rel="noopener noreferrer nofollow">
      <InlineView content={node.content} isLinked />
      <span className="chat-new-tab" role="img" aria-label={labels.newTab} />
    </a>
  );
}

/** An image that may not be loaded by itself is a link: what is in its address goes nowhere before somebody wants it to. */
function Image({ node, isLinked }: Pick<InlineViewProps, 'isLinked'> & { readonly node: ImageInline }) {
  const { images } = useContext(MarkdownOptionsContext);
  const url = safeImageUrl(node.url, images);
  if (url !== undefined)
    return <img src={url} alt={node.alt} title={node.title} loading="lazy" decoding="async" referrerPolicy="no-referrer" />;
  const content = [node.alt || node.url];
  return isLinked ? <InlineView content={content} /> : <Link node={{ ...node, type: 'link', content }} />;
}

function Reference({ node }: { readonly node: ReferenceInline }) {
  const { definitions } = useContext(MarkdownContext);
  const definition = definitions.get(labelKey(node.label));
  if (definition && safeLinkUrl(definition.url) !== undefined)
    return <Link node={{ type: 'link', ...definition, content: node.content, raw: '' }} />;
  return (
    <>
      [
      <InlineView content={node.content} />
      {splitPiles(node.after)}
    </>
  );
}

/** The number of a footnote. It leads there without a change of the page's address, which is not ours. */
function NoteMark({ label }: { readonly label: string }) {
  const labels = useLabels();
  const { definitions } = useContext(MarkdownContext);
  const target = useNoteId(label);
  if (!definitions.has(noteKey(label))) return `[^${label}]`;
  return (
    <sup>
      <a
        href={`#${target}`}
        aria-label={labels.footnote(label)}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById(target)?.focus();
        }}
      >
        {label}
      </a>
    </sup>
  );
}
