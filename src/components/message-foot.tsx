import { isUnfinished } from '../protocol/index.ts';
import type { MessageOutline } from '../react/index.ts';
import { AnswerModel } from './answer-model.tsx';
import { BranchWalker } from './branch-walker.tsx';
import { DeliveryStatus } from './delivery-status.tsx';
import { MessageActions, type MessageActionsProps } from './message-actions.tsx';
import { MessageTime } from './message-time.tsx';

export interface MessageFootProps extends Pick<MessageActionsProps, 'onEdit' | 'onFeedback'> {
  readonly message: MessageOutline;
}

/** Below a message: where it is, its branches, what can be done with it, and when it came. It keeps its height. */
export function MessageFoot({ message, onEdit, onFeedback }: MessageFootProps) {
  const isSettled = message.delivery === 'sent' && !isUnfinished(message);
  return (
    <div className="chat-message-foot">
      <DeliveryStatus message={message} />
      <BranchWalker messageId={message.id} />
      {isSettled && (
        <div className="chat-message-actions">
          <MessageActions key={message.id} messageId={message.id} onEdit={onEdit} onFeedback={onFeedback} />
          <MessageTime at={message.created_at} />
          <AnswerModel message={message} />
        </div>
      )}
    </div>
  );
}
