import { useLabels } from './use-labels.ts';

/** When a message came, by the reader's clock and in their way of writing it. */
export function MessageTime({ at }: { readonly at: number }) {
  const labels = useLabels();
  const date = new Date(at);
  return (
    <time className="chat-message-time" dateTime={date.toISOString()}>
      {labels.time(date)}
    </time>
  );
}
