import { useState } from 'react';
import { useReadMessage } from '../react/index.ts';
import type { ChatMessage } from '../store/index.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

export interface FeedbackProps {
  readonly messageId: string;
  /** Is told what the reader thinks of an answer, each time they choose. */
  readonly onFeedback: (message: ChatMessage, rating: 'up' | 'down') => void;
}

/** Asks the reader whether an answer was good. */
export function Feedback({ messageId, onFeedback }: FeedbackProps) {
  const labels = useLabels();
  const read = useReadMessage();
  const [rating, setRating] = useState<'up' | 'down'>();
  const choices = [
    { value: 'up', label: labels.goodAnswer, icon: 'thumbUp' },
    { value: 'down', label: labels.badAnswer, icon: 'thumbDown' },
  ] as const;
  return choices.map(({ value, label, icon }) => (
    <IconButton
      key={value}
      label={label}
      aria-pressed={rating === value}
      onClick={() => {
        const message = read(messageId);
        if (!message || rating === value) return;
        setRating(value);
        onFeedback(message, value);
      }}
    >
      <Icon name={icon} />
    </IconButton>
  ));
}
