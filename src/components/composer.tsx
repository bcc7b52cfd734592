import { forwardRef, useId, type ClipboardEvent, type ComponentPropsWithoutRef, type KeyboardEvent, type ReactNode } from 'react';
import { useChatActions, useChatFocus, useConversationId, useConversationStatus, useIsStreaming } from '../react/index.ts';
import { AttachButton } from './attach-button.tsx';
import type { AttachmentOptions } from './attachment-options.ts';
import { classNames } from './class-names.ts';
import { ComposerFiles } from './composer-files.tsx';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { MessageQueue } from './message-queue.tsx';
import { isComposing, isSendKey, type SendKey } from './send-key.ts';
import { useComposer } from './use-composer.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useLabels } from './use-labels.ts';
import { useRecallLast } from './use-recall-last.ts';

export interface ComposerProps extends Omit<ComponentPropsWithoutRef<'form'>, 'children' | 'onSubmit'> {
  /** The key that sends; with `ctrl+enter` (on a Mac also with Command), Enter alone makes a new line. @default 'enter' */
  readonly sendKey?: SendKey | undefined;
  /** What may be attached; false: nothing. Keep the object from render to render. @default images, PDF, JSON and text, at most 10 */
  readonly attachments?: AttachmentOptions | false | undefined;
  /** What stands below the field, such as a `ThinkSwitch`. */
  readonly controls?: ReactNode;
}

const anyFiles: AttachmentOptions = {};

/**
 * Where the user writes. It stays open while an answer comes: what is sent then waits above it, and can still be changed. Escape stops the
 * answer, or gives up the change of a message that waits.
 */
export const Composer = forwardRef<HTMLFormElement, ComposerProps>(function Composer(props, ref) {
  return <ComposerOfConversation {...props} key={useConversationId()} ref={ref} />;
});

const ComposerOfConversation = forwardRef<HTMLFormElement, ComposerProps>(function ComposerOfConversation(
  { sendKey = 'enter', attachments = anyFiles, controls, className, ...rest },
  ref,
) {
  const labels = useLabels();
  const { stop } = useChatActions();
  const isStreaming = useIsStreaming();
  const isGone = useConversationStatus() === 'gone';
  const { composer: field } = useChatFocus();
  const options = attachments === false ? undefined : attachments;
  const { draft, reading, troubles, canSend, write, attach, removeFile, sendDraft, takeBack, giveUpEdit } = useComposer(options);
  const isDropping = useFileDrop(field, attach, options !== undefined && !isGone);
  const recallLast = useRecallLast(takeBack);
  const troubleId = useId();
  const isEditing = draft.takenBack !== undefined;
  const mayTakeBack = !isEditing && reading.length === 0;

  /** Whoever pressed a button goes on writing. */
  const andWriteOn =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given) => {
      act(...given);
      field.current?.focus();
    };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isEmpty = draft.content === '';
    const act = keyAction(event.key);
    if (!act) return;
    event.preventDefault();
    act();

    function keyAction(key: string): (() => void) | undefined {
      if (key === 'Enter' && isSendKey(event, sendKey)) return sendDraft;
      if (key === 'Escape' && isEditing) return giveUpEdit;
      if (key === 'Escape' && isStreaming) return stop;
      if (key === 'Backspace' && isEmpty && draft.files.length > 0 && !event.repeat) return () => removeFile(draft.files.length - 1);
      if (key === 'ArrowUp' && isEmpty && draft.files.length === 0 && mayTakeBack) return recallLast();
      return undefined;
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    // What is copied from a document comes as text, and as a picture of it.
    if (!options || files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    attach([...files]);
  };

  if (isGone) {
    return (
      <p className="chat-composer-gone" role="status">
        {labels.conversationGone}
      </p>
    );
  }

  const canSendNext = isStreaming && canSend;
  return (
    <>
      <MessageQueue onEdit={mayTakeBack ? takeBack : undefined} onDone={() => field.current?.focus()} />
      {troubles.length > 0 && (
        <div id={troubleId} className="chat-composer-trouble" role="alert">
          {troubles.map((trouble, place) => (
            <p key={place}>{trouble}</p>
          ))}
        </div>
      )}
      {isDropping && <p className="chat-drop">{labels.dropFiles}</p>}
      <form
        {...rest}
        ref={ref}
        className={classNames('chat-composer', className)}
        data-state={isStreaming ? 'streaming' : 'idle'}
        data-layout={controls === undefined ? 'line' : 'block'}
        onSubmit={(event) => {
          event.preventDefault();
          andWriteOn(sendDraft)();
        }}
      >
        {isEditing && (
          <p className="chat-composer-editing">
            {labels.editingQueued}
            <button type="button" className="chat-text-button" onClick={andWriteOn(giveUpEdit)}>
              {labels.cancel}
            </button>
          </p>
        )}
        <ComposerFiles files={draft.files} reading={reading} onRemove={andWriteOn(removeFile)} />
        <textarea
          ref={field}
          className="chat-composer-field"
          rows={Math.min(draft.content.split('\n', 10).length, 10)}
          dir={draft.content === '' ? undefined : 'auto'}
          enterKeyHint="send"
          aria-label={labels.message}
          aria-invalid={troubles.length > 0 || undefined}
          aria-describedby={troubles.length > 0 ? troubleId : undefined}
          placeholder={labels.placeholder}
          value={draft.content}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className="chat-composer-tools">
          {options && <AttachButton accept={options.accept} onFiles={andWriteOn(attach)} />}
          {controls}
        </div>
        {canSendNext && (
          <IconButton type="submit" className="chat-composer-button" label={labels.sendNext}>
            <Icon name="send" />
          </IconButton>
        )}
        <IconButton
          type={isStreaming ? 'button' : 'submit'}
          className="chat-composer-button"
          data-action={isStreaming ? 'stop' : 'send'}
          label={isStreaming ? labels.stop : labels.send}
          disabled={!isStreaming && !canSend}
          onClick={isStreaming ? andWriteOn(stop) : undefined}
        >
          <Icon name={isStreaming ? 'stop' : 'send'} />
        </IconButton>
      </form>
    </>
  );
});
