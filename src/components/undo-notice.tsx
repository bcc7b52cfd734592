import { useEffect, useState } from 'react';
import { useSideLabels } from './use-side-labels.ts';

interface UndoNoticeProps {
  /** What was done; absent where nothing can be undone. */
  readonly text: string | undefined;
  readonly onUndo: () => void;
  /** It has been there long enough. */
  readonly onGone: () => void;
}

/** How long there is to undo something, in ms, counted anew whenever pointer and focus leave. */
const shownMs = 10_000;

/** Says what was done, with a button that takes it back. It stays while somebody is at it. */
export function UndoNotice({ text, onUndo, onGone }: UndoNoticeProps) {
  const labels = useSideLabels();
  const [isHovered, setIsHovered] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const isAtIt = isHovered || isFocused;

  useEffect(() => {
    if (text === undefined || isAtIt) return undefined;
    const timer = setTimeout(onGone, shownMs);
    return () => clearTimeout(timer);
  }, [text, isAtIt, onGone]);

  return (
    <div
      className="chat-undo"
      data-state={text === undefined ? 'none' : 'shown'}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
    >
      <span className="chat-one-line chat-undo-text" role="status">
        {text}
      </span>
      {text !== undefined && (
        <button type="button" className="chat-text-button" onClick={onUndo}>
          {labels.undo}
        </button>
      )}
    </div>
  );
}
