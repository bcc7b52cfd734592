import { encodeFrame, type ConversationEvent, type ConversationsSubscribed, type SubscribeFrame } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import type { Environment, Stop } from './environment.ts';
import type { ConversationLog } from './log/index.ts';

/** Who follows the list of their conversations. */
export interface ListFollowers {
  /** Answers a `Subscribe` to the list, and sends what follows from then on. */
  follow(connection: Connection, frame: SubscribeFrame): Promise<void>;
  unfollow(connection: Connection): void;
  /** Sends a socket what is new to it, as far as it takes it. Resolves when that is done; never rejects. */
  catchUp(connection: Connection): Promise<void>;
  /** Answers a request with the newest event of a conversation, behind those that a follower is to get before it. */
  answer(connection: Connection, conversationId: string, requestId: string | undefined): Promise<void>;
  /** Wakes nobody any more. */
  close: Stop;
}

/** As for the events of a conversation, a reader is a cursor: what it has not been sent stands in the database. */
interface Reader {
  cursor: number;
  reading: Promise<void> | undefined;
  /** Something came while it was reading. */
  isBehind: boolean;
  /** Calls off the next try after one that failed. */
  stopRetry: Stop;
}

/** Events that are read at once, and the most bytes of them in one frame. */
const page = { events: 300, bytes: 63 * 1024 };
/** A socket with more than this buffered, in bytes, is left alone until it has drained. */
const lowWaterBytes = 64 * 1024;
/** How long until the list is read again after that has failed, in milliseconds. */
const retryMs = 1000;

/** Followers of the lists of one log. */
export function createListFollowers({ log, environment }: { log: ConversationLog; environment: Environment }): ListFollowers {
  const readers = new Map<Connection, Reader>();

  const stop = log.onListed((userIds) => {
    for (const connection of readers.keys()) if (userIds.has(connection.user_id)) void followers.catchUp(connection);
  });

  const isReading = (connection: Connection, reader: Reader) => readers.get(connection) === reader && !connection.isShut();

  async function sendPage(connection: Connection, reader: Reader): Promise<void> {
    const { events } = await log.list.after(connection.user_id, reader.cursor, page.events);
    if (events.length === page.events) reader.isBehind = true;
    connection.socket.cork(() => {
      for (const event of inOrder(events, reader.cursor)) {
        if (!isReading(connection, reader)) return;
        if (connection.socket.bufferedBytes() > lowWaterBytes) {
          reader.isBehind = false;
          return;
        }
        connection.sendOfList(event);
        reader.cursor = event.sync_id;
      }
    });
  }

  async function read(connection: Connection, reader: Reader): Promise<void> {
    try {
      while (reader.isBehind && isReading(connection, reader)) {
        reader.isBehind = false;
        await sendPage(connection, reader);
      }
    } catch {
      if (isReading(connection, reader)) reader.stopRetry = environment.after(retryMs, () => void followers.catchUp(connection));
    }
  }

  const followers: ListFollowers = {
    async follow(connection, { last_sync_id = 0, log_id: knownLog, request_id }) {
      const reader: Reader = { cursor: 0, reading: undefined, isBehind: false, stopRetry: () => undefined };
      const { log_id, head } = await log.list.after(connection.user_id, 0, 0);
      if (knownLog === log_id && last_sync_id <= head) reader.cursor = last_sync_id;
      // What is stored from now on wakes the reader, so that nothing falls between the look and the answer.
      followers.unfollow(connection);
      readers.set(connection, reader);
      const replay = await log.list.after(connection.user_id, reader.cursor, page.events);
      if (!isReading(connection, reader)) return;
      const events = firstThatFit(inOrder(replay.events, reader.cursor));
      const last = events.at(-1)?.sync_id ?? reader.cursor;
      const isWhole = events.length < page.events && events.length === replay.events.length;
      reader.cursor = isWhole ? Math.max(last, replay.head) : last;
      const answer: ConversationsSubscribed = {
        type: 'Subscribed',
        scope: 'conversations',
        log_id,
        last_sync_id: reader.cursor,
        events,
        ...(request_id === undefined ? {} : { request_id }),
      };
      connection.sendOfList(answer);
      await followers.catchUp(connection);
    },
    unfollow(connection) {
      readers.get(connection)?.stopRetry();
      readers.delete(connection);
    },
    async catchUp(connection) {
      const reader = readers.get(connection);
      if (!reader) return;
      reader.isBehind = true;
      reader.reading ??= read(connection, reader).finally(() => {
        reader.reading = undefined;
      });
      await reader.reading;
    },
    async answer(connection, conversationId, requestId) {
      await followers.catchUp(connection);
      const event = await log.list.newest(conversationId);
      if (event) connection.sendOfList(requestId === undefined ? event : { ...event, request_id: requestId });
    },
    close: stop,
  };
  return followers;
}

/** Says of each event which one it follows, where that is not the number before its own. */
function inOrder(events: readonly ConversationEvent[], cursor: number): ConversationEvent[] {
  return events.map((event, place) => {
    const after = events[place - 1]?.sync_id ?? cursor;
    return after === event.sync_id - 1 ? event : { ...event, after };
  });
}

function firstThatFit(events: readonly ConversationEvent[]): ConversationEvent[] {
  let bytes = 0;
  const end = events.findIndex((event) => {
    bytes += Buffer.byteLength(encodeFrame(event)) + 1;
    return bytes > page.bytes;
  });
  return end === -1 ? [...events] : events.slice(0, end);
}
