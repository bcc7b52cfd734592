import { isUnfinished } from '../protocol/index.ts';
import type { MessageOutline } from '../react/index.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerPart } from './answer-part.tsx';
import { AnswerVoice } from './answer-voice.tsx';
import { groupParts } from './group-parts.ts';
import type { MessageSettings } from './message.tsx';
import { useLabels } from './use-labels.ts';

export interface AnswerProps extends Pick<MessageSettings, 'reasoning' | 'components'> {
  readonly message: MessageOutline;
}

/** What the model thought and answered, and how it ended. */
export function Answer({ message, ...settings }: AnswerProps) {
  const labels = useLabels();
  const isRunning = isUnfinished(message);
  const groups = groupParts(message.parts);
  const lastPlace = groups.length - 1;
  return (
    <>
      {groups.map((group, place) => {
        // Several calls run side by side, so one may run that is not the last.
        const mayGrow = place === lastPlace || group.type === 'tool';
        const state = isRunning && mayGrow ? 'growing' : place < lastPlace || message.status === 'complete' ? 'ended' : 'cut';
        return <AnswerPart key={place} {...group} messageId={message.id} state={state} {...settings} />;
      })}
      {isRunning && message.delivery === 'sent' && groups.length === 0 && <p className="chat-waiting">{labels.waiting}</p>}
      <AnswerEnd message={message} />
      <AnswerVoice message={message} />
    </>
  );
}
