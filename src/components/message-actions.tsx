import { useChatActions, useMessage } from '../react/index.ts';
import { CopyButton } from './copy-button.tsx';
import { Feedback, type FeedbackProps } from './feedback.tsx';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';
import { useWriteOn } from './use-write-on.ts';

export interface MessageActionsProps {
  readonly messageId: string;
  readonly onEdit: (() => void) | undefined;
  readonly onFeedback: FeedbackProps['onFeedback'] | undefined;
}

/** What can be done with a message that is there as a whole. */
export function MessageActions({ messageId, onEdit, onFeedback }: MessageActionsProps) {
  const labels = useLabels();
  const { regenerate } = useChatActions();
  const andWriteOn = useWriteOn();
  const message = useMessage(messageId);
  if (!message) return null;
  const isAnswer = message.role === 'assistant';
  const button = (label: string, icon: 'again' | 'edit', onClick: () => void) => (
    <IconButton label={label} onClick={onClick}>
      <Icon name={icon} />
    </IconButton>
  );
  return (
    <>
      {message.content !== '' && <CopyButton text={message.content} label={labels.copyMessage} />}
      {onEdit && button(labels.editQuestion, 'edit', onEdit)}
      {isAnswer &&
        message.reply_to !== null &&
        button(
          labels.regenerate,
          'again',
          andWriteOn(() => regenerate(messageId)),
        )}
      {isAnswer && onFeedback && <Feedback messageId={messageId} onFeedback={onFeedback} />}
    </>
  );
}
