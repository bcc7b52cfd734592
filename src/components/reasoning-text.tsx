import type { ReasoningPart } from '../protocol/index.ts';
import { Markdown } from './markdown/markdown.tsx';
import { useLabels } from './use-labels.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';

/** The reasoning itself; while it is being thought, a low window onto its newest lines. */
export function ReasoningText({ parts, isStreaming }: { readonly parts: readonly ReasoningPart[]; readonly isStreaming: boolean }) {
  const labels = useLabels();
  const { viewportRef, contentRef, isAtEnd } = useStickToBottom();
  const scrolled = isStreaming ? ({ role: 'group', 'aria-label': labels.reasoning, tabIndex: 0 } as const) : undefined;
  return (
    <div ref={viewportRef} {...scrolled} className="chat-reasoning-viewport" data-end={isAtEnd || undefined}>
      <div ref={contentRef} className="chat-reasoning-content">
        {parts.map((part, place) => (
          <ReasoningPiece key={place} part={part} isStreaming={isStreaming && place === parts.length - 1} />
        ))}
      </div>
    </div>
  );
}

function ReasoningPiece({ part, isStreaming }: { readonly part: ReasoningPart; readonly isStreaming: boolean }) {
  const labels = useLabels();
  if (part.redacted === true) return <p className="chat-reasoning-redacted">{labels.redacted}</p>;
  return <Markdown text={part.text} isStreaming={isStreaming} />;
}
