import type { WheelEvent } from 'react';
import type { ReasoningPart } from '../protocol/index.ts';
import { Markdown } from './markdown/markdown.tsx';
import { useLabels } from './use-labels.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';

export interface ReasoningTextProps {
  readonly parts: readonly ReasoningPart[];
  readonly isStreaming: boolean;
  /** Whether it is a low window onto the newest lines. */
  readonly isLive: boolean;
  /** Somebody reads in that window: has it under the pointer or in focus, or has scrolled up in it. */
  onRead(): void;
}

/** The reasoning itself. */
export function ReasoningText({ parts, isStreaming, isLive, onRead }: ReasoningTextProps) {
  const labels = useLabels();
  const { viewportRef, contentRef, isAtEnd } = useStickToBottom();
  const live = {
    role: 'group',
    'aria-label': labels.reasoning,
    'data-live': true,
    tabIndex: 0,
    onFocus: onRead,
    onPointerDown: onRead,
    onWheel: ({ deltaY, currentTarget }: WheelEvent) => {
      if (deltaY < 0 && currentTarget.scrollTop > 0) onRead();
    },
  };
  return (
    <div ref={viewportRef} {...(isLive && live)} className="chat-reasoning-viewport" data-end={isAtEnd || undefined}>
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
