import { forwardRef, memo, type ComponentPropsWithoutRef } from 'react';
import { useMessage } from '../react/index.ts';
import { Answer } from './answer.tsx';
import { classNames } from './class-names.ts';
import { Question } from './question.tsx';
import type { ReasoningPanelProps } from './reasoning-panel.tsx';
import { useLabels } from './use-labels.ts';

export interface MessageViewProps extends Omit<ComponentPropsWithoutRef<'article'>, 'children'> {
  readonly messageId: string;
  /** How reasoning stands while it is being thought. @default 'open' */
  readonly whileThinking?: ReasoningPanelProps['whileThinking'];
}

/** One message of the conversation. It renders anew when that message changes, and for no other. */
export const MessageView = memo(
  forwardRef<HTMLElement, MessageViewProps>(function MessageView({ messageId, whileThinking, className, ...rest }, ref) {
    const labels = useLabels();
    const message = useMessage(messageId);
    if (!message) return null;
    const isQuestion = message.role === 'user';
    return (
      <article
        aria-label={isQuestion ? labels.you : labels.assistant}
        {...rest}
        ref={ref}
        className={classNames('chat-message', className)}
        data-role={message.role}
        data-state={message.status}
        data-delivery={message.delivery}
      >
        {isQuestion ? <Question message={message} /> : <Answer message={message} whileThinking={whileThinking} />}
      </article>
    );
  }),
);
