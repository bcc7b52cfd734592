import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { OutboxFullError } from '../client/index.ts';
import { useChatActions } from '../react/index.ts';
import type { ChatMessage } from '../store/index.ts';
import { isComposing, isSendKey, type SendKey } from './send-key.ts';
import { useLabels } from './use-labels.ts';

export interface QuestionEditorProps {
  readonly message: ChatMessage;
  readonly sendKey?: SendKey | undefined;
  onClose(): void;
}

/** A question to be asked in other words; the one that was asked stays, a branch beside it. */
export function QuestionEditor({ message, sendKey = 'enter', onClose }: QuestionEditorProps) {
  const labels = useLabels();
  const { edit } = useChatActions();
  const field = useRef<HTMLTextAreaElement>(null);
  const [content, setContent] = useState(message.content);
  const [isFull, setIsFull] = useState(false);
  const isBlank = content.trim() === '';

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(-1, -1);
  }, []);

  const send = () => {
    if (isBlank) return;
    try {
      edit(message.id, content);
      onClose();
    } catch (error) {
      if (!(error instanceof OutboxFullError)) throw error;
      setIsFull(true);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isSend = event.key === 'Enter' && isSendKey(event, sendKey);
    if (!isSend && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (isSend) send();
    else onClose();
  };

  return (
    <form
      className="chat-question-editor"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        className="chat-question-field"
        rows={Math.min(content.split('\n', 10).length, 10)}
        dir="auto"
        enterKeyHint="send"
        aria-label={labels.editQuestion}
        value={content}
        onChange={(event) => setContent(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isFull && (
        <p className="chat-answer-end" role="alert">
          {labels.outboxFull}
        </p>
      )}
      <div className="chat-question-buttons">
        <button type="button" className="chat-button" onClick={onClose}>
          {labels.cancel}
        </button>
        <button type="submit" className="chat-button" data-kind="main" disabled={isBlank}>
          {labels.send}
        </button>
      </div>
    </form>
  );
}
