import { isUnfinished } from '../protocol/index.ts';
import { useChatActions } from '../react/index.ts';
import type { ChatMessage } from '../store/index.ts';
import { AnswerEnd } from './answer-end.tsx';
import { CopyButton } from './copy-button.tsx';
import { DeliveryStatus } from './delivery-status.tsx';
import { groupParts } from './group-parts.ts';
import { Icon } from './icon.tsx';
import { ReasoningPanel, type ReasoningPanelProps } from './reasoning-panel.tsx';
import { TextPartView } from './text-part.tsx';
import { useAnnouncedAnswer } from './use-announced-answer.ts';
import { useLabels } from './use-labels.ts';

export interface AnswerProps {
  readonly message: ChatMessage;
  readonly whileThinking: ReasoningPanelProps['whileThinking'];
}

/** What the model thought and answered, how it ended, and what can be done with it. */
export function Answer({ message, whileThinking }: AnswerProps) {
  const labels = useLabels();
  useAnnouncedAnswer(message);
  const isRunning = isUnfinished(message);
  const groups = groupParts(message.parts);
  const lastPlace = groups.length - 1;
  return (
    <>
      {groups.map((group, place) => {
        const isStreaming = isRunning && place === lastPlace;
        if (group.type === 'text') return <TextPartView key={place} part={group.part} isStreaming={isStreaming} />;
        const state = place < lastPlace || message.status === 'complete' ? 'thought' : isRunning ? 'thinking' : 'cut';
        return <ReasoningPanel key={place} parts={group.parts} state={state} whileThinking={whileThinking} />;
      })}
      {isRunning && groups.length === 0 && <p className="chat-waiting">{labels.waiting}</p>}
      <AnswerEnd message={message} />
      <div className="chat-message-foot">
        <DeliveryStatus message={message} />
        {!isRunning && <AnswerActions message={message} />}
      </div>
    </>
  );
}

function AnswerActions({ message }: { readonly message: ChatMessage }) {
  const labels = useLabels();
  const { regenerate } = useChatActions();
  return (
    <div className="chat-message-actions">
      {message.content !== '' && <CopyButton text={message.content} label={labels.copyMessage} />}
      <button
        type="button"
        className="chat-icon-button"
        aria-label={labels.regenerate}
        title={labels.regenerate}
        onClick={() => regenerate(message.id)}
      >
        <Icon name="again" />
      </button>
    </div>
  );
}
