import { memo } from 'react';
import { isSameTurn, type Turn } from './group-turns.ts';
import { MessageView, type MessageSettings } from './message.tsx';

export interface TurnViewProps extends MessageSettings {
  readonly turn: Turn;
  /** Whether it is at least as high as the window, so that its question can stand at the top. */
  readonly hasRoom: boolean;
}

/** A question and what answers it. */
export const TurnView = memo(
  function TurnView({ turn, hasRoom, ...settings }: TurnViewProps) {
    return (
      <div className="chat-turn" data-room={hasRoom || undefined}>
        {turn.messageIds.map((id, place) => (
          <MessageView key={turn.slots[place]} messageId={id} {...settings} />
        ))}
      </div>
    );
  },
  ({ turn, ...props }, { turn: nextTurn, ...next }) => {
    const keys = Object.keys(next) as (keyof typeof next)[]; // of an object of that type
    return isSameTurn(turn, nextTurn) && keys.every((key) => props[key] === next[key]);
  },
);
