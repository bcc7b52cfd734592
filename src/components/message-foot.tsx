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
  const isQuestion = message.role === 'user';
  const time = <MessageTime at={message.created_at} />;
  const walker = <BranchWalker messageId={message.id} />;
  return (
    <div className="chat-message-foot">
      {!isQuestion && walker}
      <DeliveryStatus message={message} />
      {isSettled && (
        <div className="chat-message-actions">
          {isQuestion && time}
          <MessageActions key={message.id} messageId={message.id} onEdit={onEdit} onFeedback={onFeedback} />
          {!isQuestion && time}
          <AnswerModel message={message} />
        </div>
      )}
      {isQuestion && walker}
    </div>
  );
}
