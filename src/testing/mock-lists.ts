import {
  encodeFrame,
  isUnfinished,
  type ConversationActivity,
  type ConversationEvent,
  type ConversationsFrame,
  type SubscribeFrame,
} from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import type { MockLog } from './mock-log.ts';
import { byteLength } from './well-formed.ts';

/** The most bytes of events in one frame. */
const maxBytes = 63 * 1024;

/** The list of one user's conversations: a log that keeps the newest event of each. */
interface MockList {
  readonly logId: string;
  head: number;
  /** By conversation, the oldest first. */
  readonly events: Map<string, ConversationEvent>;
  readonly followers: Set<Session>;
}

/** The lists of all users (PROTOCOL.md §9). */
export interface MockLists {
  /** A conversation is not what its lists say of it: all who follow them are told. */
  changed(log: MockLog): void;
  /** Answers a `Subscribe` to the list, and sends what follows it from then on. */
  follow(session: Session, request: SubscribeFrame): void;
  unfollow(session: Session): void;
  /** The newest event of a conversation, in answer to a request. */
  answer(session: Session, log: MockLog, requestId: string | undefined): void;
  clear(): void;
}

/** Lists of the conversations in `logs`; one without an owner is in the list of everybody. */
export function createMockLists(logs: ReadonlyMap<string, MockLog>, newId: () => string): MockLists {
  const lists = new Map<string, MockList>();

  function listOf(userId: string): MockList {
    const known = lists.get(userId);
    if (known) return known;
    const list: MockList = { logId: newId(), head: 0, events: new Map(), followers: new Set() };
    lists.set(userId, list);
    for (const log of logs.values()) if (isOf(userId, log)) put(list, log);
    return list;
  }

  return {
    changed(log) {
      for (const [userId, list] of lists) if (isOf(userId, log)) put(list, log);
    },
    follow(session, { last_sync_id = 0, log_id, request_id }) {
      const list = listOf(session.userId);
      const cursor = log_id === list.logId && last_sync_id <= list.head ? last_sync_id : 0;
      const later = [...list.events.values()].filter((event) => event.sync_id > cursor);
      const replay = inOrder(cursor === 0 ? later.filter((event) => event.type === 'ConversationChanged') : later, cursor);
      const events = firstThatFit(replay);
      const isWhole = events.length === replay.length;
      say(session, {
        type: 'Subscribed',
        scope: 'conversations',
        log_id: list.logId,
        last_sync_id: isWhole ? list.head : (events.at(-1)?.sync_id ?? cursor),
        events,
        ...(request_id === undefined ? {} : { request_id }),
      });
      for (const event of replay.slice(events.length)) say(session, event);
      list.followers.add(session);
    },
    unfollow(session) {
      for (const list of lists.values()) list.followers.delete(session);
    },
    answer(session, log, requestId) {
      const event = listOf(session.userId).events.get(log.id);
      if (event) say(session, requestId === undefined ? event : { ...event, request_id: requestId });
    },
    clear: () => lists.clear(),
  };
}

function isOf(userId: string, { ownerId }: MockLog): boolean {
  return ownerId === null || ownerId === userId;
}

function put(list: MockList, log: MockLog): void {
  const last = list.events.get(log.id);
  const event = eventOf(log, list.head + 1);
  if (last && saysTheSame(last, event)) return;
  list.head += 1;
  list.events.delete(log.id);
  list.events.set(log.id, event);
  for (const follower of list.followers) say(follower, event);
}

function saysTheSame(a: ConversationEvent, b: ConversationEvent): boolean {
  return a.type === b.type && JSON.stringify(a.conversation) === JSON.stringify(b.conversation);
}

function eventOf({ id, title, createdAt, updatedAt, deletedAt, conversation }: MockLog, sync_id: number): ConversationEvent {
  const place = { scope: 'conversations', sync_id } as const;
  if (deletedAt !== null) return { type: 'ConversationRemoved', ...place, conversation: { id }, at: deletedAt };
  const unfinished = conversation.messages.filter(isUnfinished).flatMap(({ parts }) => parts);
  const isAwaiting = unfinished.some((part) => part.type === 'tool' && part.status === 'awaiting');
  const status: ConversationActivity = conversation.unfinished.length === 0 ? 'idle' : isAwaiting ? 'awaiting' : 'answering';
  return { type: 'ConversationChanged', ...place, conversation: { id, title, status, created_at: createdAt, updated_at: updatedAt } };
}

function inOrder(events: readonly ConversationEvent[], cursor: number): ConversationEvent[] {
  return events.map((event, place) => ({ ...event, after: events[place - 1]?.sync_id ?? cursor }));
}

function firstThatFit(events: readonly ConversationEvent[]): ConversationEvent[] {
  let bytes = 0;
  const end = events.findIndex((event) => {
    bytes += byteLength(encodeFrame(event)) + 1;
    return bytes > maxBytes;
  });
  return end === -1 ? [...events] : events.slice(0, end);
}

function say(session: Session, frame: ConversationsFrame): void {
  session.sendRaw(encodeFrame(frame));
}
