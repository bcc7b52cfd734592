import type { ChatMessage } from '../store/index.ts';
import { CopyButton } from './copy-button.tsx';
import { DeliveryStatus } from './delivery-status.tsx';
import { useLabels } from './use-labels.ts';

/** What the user asked, letter for letter, and whether it has been sent. */
export function Question({ message }: { readonly message: ChatMessage }) {
  const labels = useLabels();
  return (
    <>
      <div className="chat-question">
        <div className="chat-bubble">{message.content}</div>
        <div className="chat-message-actions">
          <CopyButton text={message.content} label={labels.copyMessage} />
        </div>
      </div>
      <DeliveryStatus message={message} />
    </>
  );
}
