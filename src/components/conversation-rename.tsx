import { useEffect, useRef, type KeyboardEvent } from 'react';
import { isComposing } from './send-key.ts';
import { useSideLabels } from './use-side-labels.ts';

interface ConversationRenameProps {
  readonly title: string;
  /** The title that was written, or undefined where it stays. `isByKey`: the focus is still here. */
  readonly onEnd: (title: string | undefined, how: { readonly isByKey: boolean }) => void;
}

/** A title in a field: Enter takes it, Escape leaves it as it was. */
export function ConversationRename({ title, onEnd }: ConversationRenameProps) {
  const labels = useSideLabels();
  const field = useRef<HTMLInputElement>(null);
  /** A field that is taken away loses the focus, and must not end a second time. */
  const hasEnded = useRef(false);

  useEffect(() => {
    hasEnded.current = false;
    field.current?.focus();
    field.current?.select();
  }, []);

  const end = (isByKey: boolean, written = '') => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    const next = written.trim();
    onEnd(next === '' || next === title ? undefined : next, { isByKey });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // What an input method takes for itself is not ours, nor the list's.
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    end(true, event.key === 'Enter' ? event.currentTarget.value : '');
  };

  return (
    <input
      ref={field}
      className="chat-conversation-field"
      dir="auto"
      maxLength={200}
      aria-label={labels.conversationTitle}
      defaultValue={title}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(false, event.currentTarget.value)}
    />
  );
}
