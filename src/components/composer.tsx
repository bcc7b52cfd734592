import { forwardRef, useRef, useState, type ComponentPropsWithoutRef, type KeyboardEvent } from 'react';
import { OutboxFullError } from '../client/index.ts';
import { useChatActions, useConversationStatus, useIsStreaming } from '../react/index.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useChatFocus } from './use-chat-focus.ts';
import { useLabels } from './use-labels.ts';

export interface ComposerProps extends Omit<ComponentPropsWithoutRef<'form'>, 'children' | 'onSubmit'> {
  /** The key that sends; with `ctrl+enter` (on a Mac also with Command), Enter alone makes a new line. @default 'enter' */
  readonly sendKey?: 'enter' | 'ctrl+enter' | undefined;
}

/** Where the user writes. It stays open while an answer comes: what is sent then is answered next, and Escape stops the answer. */
export const Composer = forwardRef<HTMLFormElement, ComposerProps>(function Composer({ sendKey = 'enter', className, ...rest }, ref) {
  const labels = useLabels();
  const { send, stop } = useChatActions();
  const isStreaming = useIsStreaming();
  const isGone = useConversationStatus() === 'gone';
  const [draft, setDraft] = useState('');
  const [isFull, setIsFull] = useState(false);
  const ownField = useRef<HTMLTextAreaElement>(null);
  const field = useChatFocus()?.composer ?? ownField;
  const isBlank = draft.trim() === '';

  const sendDraft = () => {
    if (isBlank || isGone) return;
    try {
      send(draft);
      setDraft('');
      setIsFull(false);
    } catch (error) {
      if (!(error instanceof OutboxFullError)) throw error;
      setIsFull(true);
    }
    field.current?.focus();
  };

  const stopAnswer = () => {
    stop();
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && isStreaming) {
      event.preventDefault();
      stopAnswer();
    }
    if (event.key === 'Enter' && isSendKey(event, sendKey)) {
      event.preventDefault();
      sendDraft();
    }
  };

  if (isGone) {
    return (
      <p className="chat-composer-gone" role="status">
        {labels.conversationGone}
      </p>
    );
  }

  return (
    <>
      {isFull && (
        <p className="chat-composer-full" role="alert">
          {labels.outboxFull}
        </p>
      )}
      <form
        {...rest}
        ref={ref}
        className={classNames('chat-composer', className)}
        data-state={isStreaming ? 'streaming' : 'idle'}
        onSubmit={(event) => {
          event.preventDefault();
          sendDraft();
        }}
      >
        <textarea
          ref={field}
          className="chat-composer-field"
          rows={1}
          dir="auto"
          enterKeyHint="send"
          aria-label={labels.message}
          placeholder={labels.placeholder}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {isStreaming && !isBlank && (
          <button type="submit" className="chat-composer-button" aria-label={labels.sendNext} title={labels.sendNext}>
            <Icon name="send" />
          </button>
        )}
        <button
          type={isStreaming ? 'button' : 'submit'}
          className="chat-composer-button"
          data-action={isStreaming ? 'stop' : 'send'}
          aria-label={isStreaming ? labels.stop : labels.send}
          title={isStreaming ? labels.stop : labels.send}
          disabled={!isStreaming && isBlank}
          onClick={isStreaming ? stopAnswer : undefined}
        >
          <Icon name={isStreaming ? 'stop' : 'send'} />
        </button>
      </form>
    </>
  );
});

/** A key that belongs to an input method is not ours. */
function isComposing(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing but the key code tells it in Safari
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

function isSendKey(event: KeyboardEvent, sendKey: 'enter' | 'ctrl+enter'): boolean {
  return sendKey === 'enter' ? !event.shiftKey : event.ctrlKey || event.metaKey;
}
