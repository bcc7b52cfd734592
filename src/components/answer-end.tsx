import { useChatActions, type MessageOutline } from '../react/index.ts';
import { endingOf } from './ending-of.ts';
import { Icon } from './icon.tsx';
import { useIsNews } from './use-is-news.ts';
import { useLabels } from './use-labels.ts';
import { useWriteOn } from './use-write-on.ts';

/** How an answer ended, where it did not simply end; the text that it had stays above. */
export function AnswerEnd({ message }: { readonly message: MessageOutline }) {
  const labels = useLabels();
  const hasFailed = message.status === 'failed';
  const isNews = useIsNews(hasFailed, message.ended_at);
  if (hasFailed) return <FailedAnswer message={message} isNews={isNews} />;
  const ending = endingOf(message, labels);
  return ending === undefined ? null : <p className="chat-answer-end">{ending}</p>;
}

interface FailedAnswerProps {
  readonly message: MessageOutline;
  readonly isNews: boolean;
}

function FailedAnswer({ message: { id, error }, isNews }: FailedAnswerProps) {
  const labels = useLabels();
  const { regenerate } = useChatActions();
  const andWriteOn = useWriteOn();
  return (
    <div className="chat-answer-error">
      <Icon name="alert" />
      <div className="chat-answer-error-text">
        <p role={isNews ? 'alert' : undefined}>{labels.failed(error)}</p>
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
