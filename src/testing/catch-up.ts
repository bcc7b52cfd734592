import {
  encodeFrame,
  isUnfinished,
  mergeUpdates,
  toWireMessage,
  type History,
  type LoggedEvent,
  type Message,
  type Subscribed,
} from '../protocol/index.ts';
import type { MockLog } from './mock-log.ts';
import { notFound } from './refusal.ts';
import { byteLength } from './well-formed.ts';

/** The most bytes of a frame that holds more than one message (R6.7). */
const maxFrameBytes = 64 * 1024;
/** What the frame around the messages or events may need of them. */
const envelopeBytes = 1024;

interface Cursor {
  readonly last_sync_id?: number;
  readonly log_id?: string;
}

/** The answer to a `Subscribe`, and the events that did not fit into it: they follow it at once. */
export interface CatchUp {
  readonly subscribed: Subscribed;
  readonly rest: readonly LoggedEvent[];
}

/** Brings a cursor to the end of the log: by a replay where the log holds what follows it, otherwise by a snapshot (R6.4, R6.5). */
export function catchUp(log: MockLog, { last_sync_id: cursor, log_id }: Cursor = {}): CatchUp {
  const canReplay = cursor !== undefined && log_id === log.logId && cursor >= log.heldFrom && cursor <= log.events.length;
  return canReplay ? replay(log, cursor) : { subscribed: snapshot(log), rest: [] };
}

function replay(log: MockLog, cursor: number): CatchUp {
  const merged = mergeUpdates(log.events.slice(cursor));
  const events = merged.slice(0, countThatFit(merged.map(encodeFrame)));
  const last_sync_id = events.at(-1)?.sync_id ?? cursor;
  return { subscribed: { ...about(log), last_sync_id, events }, rest: merged.slice(events.length) };
}

function snapshot(log: MockLog): Subscribed {
  const { messages } = log.conversation;
  const firstUnfinished = messages.findIndex(isUnfinished);
  const firstThatFits = messages.length - countNewestThatFit(messages);
  const first = firstUnfinished === -1 ? firstThatFits : Math.min(firstThatFits, firstUnfinished);
  return { ...about(log), last_sync_id: log.events.length, messages: messages.slice(first).map(toWireMessage), has_earlier: first > 0 };
}

/** The ended messages that stand directly before one (R4.21). */
export function historyPage(log: MockLog, before: string, limit: number): History {
  const end = log.conversation.messages.findIndex((message) => message.id === before);
  if (end === -1) throw notFound();
  const earlier = log.conversation.messages.slice(0, end).filter((message) => !isUnfinished(message));
  const count = Math.min(limit, countNewestThatFit(earlier));
  return {
    type: 'History',
    conversation_id: log.id,
    log_id: log.logId,
    before,
    messages: earlier.slice(earlier.length - count).map(toWireMessage),
    has_earlier: earlier.length > count,
  };
}

function about({ id, logId }: MockLog): Pick<Subscribed, 'type' | 'scope' | 'conversation_id' | 'log_id'> {
  return { type: 'Subscribed', scope: 'chat', conversation_id: id, log_id: logId };
}

function countNewestThatFit(messages: readonly Message[]): number {
  return countThatFit(messages.toReversed().map((message) => JSON.stringify(toWireMessage(message))));
}

/** How many of the texts, from the first on, go into one frame: at least one. */
function countThatFit(texts: readonly string[]): number {
  let bytes = envelopeBytes;
  const fitting = texts.findIndex((text) => {
    bytes += byteLength(text) + 1;
    return bytes > maxFrameBytes;
  });
  return fitting === -1 ? texts.length : Math.max(fitting, 1);
}
