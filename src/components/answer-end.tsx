import { useChatActions, type MessageOutline } from '../react/index.ts';
import { Icon } from './icon.tsx';
import { useWriteOn } from './use-chat-focus.ts';
import { useLabels } from './use-labels.ts';

/** How an answer ended, where it did not simply end; the text that it had stays above. */
export function AnswerEnd({ message }: { readonly message: MessageOutline }) {
  const labels = useLabels();
  switch (message.status) {
    case 'failed':
      return <FailedAnswer message={message} />;
    case 'interrupted':
      return <p className="chat-answer-end">{labels.interrupted}</p>;
    case 'stopped':
      return <p className="chat-answer-end">{labels.stopped}</p>;
    case 'complete':
      return message.finish_reason === 'length' ? <p className="chat-answer-end">{labels.cutOff}</p> : null;
    default:
      return null;
  }
}

function FailedAnswer({ message: { id, error } }: { readonly message: MessageOutline }) {
  const labels = useLabels();
  const { regenerate } = useChatActions();
  const andWriteOn = useWriteOn();
  return (
    <div className="chat-answer-error">
      <Icon name="alert" />
      <div className="chat-answer-error-text">
        <p role="alert">{error ? `${labels.failed}: ${error.message}` : labels.failed}</p>
        <p className="chat-answer-error-id">
          {labels.failureId} <code>{id}</code>
        </p>
      </div>
      {error?.retryable !== false && (
        <button type="button" className="chat-button" onClick={andWriteOn(() => regenerate(id))}>
          {labels.retry}
        </button>
      )}
    </div>
  );
}
