import { useChatActions, type MessageOutline } from '../react/index.ts';
import { useIsNews } from './use-is-news.ts';
import { useLabels } from './use-labels.ts';
import { useWriteOn } from './use-write-on.ts';

/** Where a message is that the server has not taken yet, and what can be done about it. */
export function DeliveryStatus({ message: { id, created_at, delivery, deliveryError } }: { readonly message: MessageOutline }) {
  const labels = useLabels();
  const { retry, remove } = useChatActions();
  const andWriteOn = useWriteOn();
  const isNews = useIsNews(delivery === 'failed', created_at);
  if (delivery === 'sent') return null;
  if (delivery === 'sending') return <span className="chat-delivery chat-delayed">{labels.sending}</span>;
  const removal = (
    <button type="button" className="chat-text-button" onClick={andWriteOn(() => remove(id))}>
      {labels.remove}
    </button>
  );
  if (delivery === 'queued') {
    return (
      <span className="chat-delivery chat-delayed" data-state="queued">
        {labels.queued} {removal}
      </span>
    );
  }
  return (
    <span className="chat-delivery" data-state="failed" role={isNews ? 'alert' : undefined}>
      {labels.notSent(deliveryError)}{' '}
      <button type="button" className="chat-text-button" onClick={andWriteOn(() => retry(id))}>
        {labels.retry}
      </button>{' '}
      {removal}
    </span>
  );
}
