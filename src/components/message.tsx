import { forwardRef, memo, type ComponentPropsWithoutRef } from 'react';
import { useMessageOutline } from '../react/index.ts';
import { Answer } from './answer.tsx';
import { classNames } from './class-names.ts';
import type { FeedbackProps } from './feedback.tsx';
import { MessageFoot } from './message-foot.tsx';
import type { MessageComponents } from './own-components.ts';
import { Question } from './question.tsx';
import type { ReasoningPanelProps } from './reasoning-panel.tsx';
import type { SendKey } from './send-key.ts';
import { useEditor } from './use-editor.ts';
import { useLabels } from './use-labels.ts';

/** What can be set for all messages of a list. */
export interface MessageSettings {
  /** Whether reasoning folds as the answer starts, or stays open or closed. @default 'auto' */
  readonly reasoning?: ReasoningPanelProps['reasoning'];
  /** The key that sends a question that was edited. @default 'enter' */
  readonly sendKey?: SendKey | undefined;
  /** Takes what the reader thinks of an answer; without it nobody is asked. */
  readonly onFeedback?: FeedbackProps['onFeedback'] | undefined;
  /** What shows the parts of an answer. Keep the object from render to render. @default TextPartView, ReasoningPanel and ToolPartView */
  readonly components?: MessageComponents | undefined;
}

export interface MessageViewProps extends MessageSettings, Omit<ComponentPropsWithoutRef<'article'>, 'children'> {
  readonly messageId: string;
}

/** One message of the conversation. Its text renders by itself: the rest does not while an answer grows. */
export const MessageView = memo(
  forwardRef<HTMLElement, MessageViewProps>(function MessageView(
    { messageId, reasoning, sendKey, onFeedback, components, className, ...rest },
    ref,
  ) {
    const labels = useLabels();
    const message = useMessageOutline(messageId);
    const editor = useEditor(message);
    if (!message) return null;
    const isQuestion = message.role === 'user';
    return (
      <article
        aria-label={isQuestion ? labels.you : labels.assistant}
        {...rest}
        ref={ref}
        className={classNames('chat-message', className)}
        data-message-id={messageId}
        data-role={message.role}
        data-state={message.status}
        data-delivery={message.delivery}
      >
        {isQuestion ? (
          <Question key={messageId} messageId={messageId} editor={editor} sendKey={sendKey} />
        ) : (
          <Answer key={messageId} message={message} reasoning={reasoning} components={components} />
        )}
        {!editor.Field && <MessageFoot message={message} onEdit={isQuestion ? editor.open : undefined} onFeedback={onFeedback} />}
      </article>
    );
  }),
);
