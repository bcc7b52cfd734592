import { Fragment, useEffect, useState } from 'react';
import { useSideLabels } from './use-side-labels.ts';

interface UndoNoticeProps {
  /** What was done, by an id of its own; absent where nothing can be undone. */
  readonly id: string | undefined;
  readonly text: string | undefined;
  readonly onUndo: () => void;
  /** It has been there long enough. */
  readonly onGone: () => void;
}

/** How long there is to undo something, in ms, counted anew whenever pointer and focus leave. */
const shownMs = 10_000;

/** Says what was done, with a button that takes it back. It stays while somebody is at it. */
export function UndoNotice({ id, text, onUndo, onGone }: UndoNoticeProps) {
  const labels = useSideLabels();
  const [isHovered, setIsHovered] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const isAtIt = isHovered || isFocused;

  useEffect(() => {
    if (id === undefined || isAtIt) return undefined;
    const timer = setTimeout(onGone, shownMs);
    return () => clearTimeout(timer);
  }, [id, isAtIt, onGone]);

  const undo = () => {
    // The button goes away under pointer and focus, and React tells of neither.
    setIsHovered(false);
    setIsFocused(false);
    onUndo();
  };

  return (
    <div
      className="chat-undo"
      data-state={id === undefined ? 'none' : 'shown'}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
    >
      {/* A text of its own for each, so that the same words are read out again. */}
      <span className="chat-one-line chat-undo-text" role="status">
        <Fragment key={id}>{text}</Fragment>
      </span>
      {id !== undefined && (
        <button type="button" className="chat-text-button" onClick={undo}>
          {labels.undo}
        </button>
      )}
    </div>
  );
}
