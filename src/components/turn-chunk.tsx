import { Fragment, memo } from 'react';
import { isSameChunk, type Chunk } from './chunk-turns.ts';
import { DaySeparator } from './day-separator.tsx';
import { isSameDay } from './format-date.ts';
import { MessageView, type MessageSettings } from './message.tsx';
import type { ListComponents } from './own-components.ts';

export interface TurnChunkProps extends MessageSettings {
  readonly components: ListComponents | undefined;
  readonly chunk: Chunk;
  /** When the turn before began, or now where there is none, in ms since 1970. */
  readonly before: number;
  readonly today: number;
  /** Whether its last turn is at least as high as the window, so that the question can stand at the top. */
  readonly hasRoom: boolean;
}

/** Some turns of the conversation: questions, what answers them, and the days on which they were asked. */
export const TurnChunk = memo(
  function TurnChunk({ chunk: { turns }, before, today, hasRoom, ...settings }: TurnChunkProps) {
    const View = settings.components?.message ?? MessageView;
    return (
      <div className="chat-turns">
        {turns.map((turn, place) => (
          <Fragment key={turn.key}>
            {!isSameDay(turn.startedAt, turns[place - 1]?.startedAt ?? before) && <DaySeparator at={turn.startedAt} today={today} />}
            <div className="chat-turn" data-room={(hasRoom && place === turns.length - 1) || undefined}>
              {turn.messageIds.map((id, message) => (
                <View key={turn.slots[message]} messageId={id} {...settings} />
              ))}
            </div>
          </Fragment>
        ))}
      </div>
    );
  },
  ({ chunk, ...props }, { chunk: nextChunk, ...next }) => {
    const keys = Object.keys(next) as (keyof typeof next)[]; // of an object of that type
    return isSameChunk(chunk, nextChunk) && keys.every((key) => props[key] === next[key]);
  },
);
