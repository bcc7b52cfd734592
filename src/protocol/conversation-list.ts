import type { Timestamp } from './wire-message.ts';
import { array, count, frame, frames, InvalidField, number, object, oneOf, oneOfOr, optional, record, text } from './shape.ts';

/** Whether something is answered in a conversation, or waits for its user's word. */
export type ConversationActivity = 'idle' | 'answering' | 'awaiting';

/** One conversation as the list of its user shows it. */
export interface ConversationSummary {
  readonly id: string;
  /** May be empty: then the client has a word of its own for it. */
  readonly title: string;
  readonly status: ConversationActivity;
  readonly created_at: Timestamp;
  /** When a question was last asked in it, or an answer ended. */
  readonly updated_at: Timestamp;
}

interface ListEvent {
  scope: 'conversations';
  /** Dense in the list of a user. */
  sync_id: number;
  /** The sync_id that this event follows. Absent: sync_id - 1. */
  after?: number;
  request_id?: string;
}

/** A conversation of the list is there, as it says. */
export interface ConversationChanged extends ListEvent {
  type: 'ConversationChanged';
  conversation: ConversationSummary;
}

/** A conversation is not in the list any more. */
export interface ConversationRemoved extends ListEvent {
  type: 'ConversationRemoved';
  conversation: { readonly id: string };
  at: Timestamp;
}

/** What the log of a user's list is made of; of each conversation it keeps the newest alone. */
export type ConversationEvent = ConversationChanged | ConversationRemoved;

/** The answer to a `Subscribe` to the list. */
export interface ConversationsSubscribed {
  type: 'Subscribed';
  scope: 'conversations';
  log_id: string;
  last_sync_id: number;
  events: ConversationEvent[];
  request_id?: string;
}

/** What a server sends of the list. */
export type ConversationsFrame = ConversationEvent | ConversationsSubscribed;

const scope = oneOf(['conversations']);
const listed = { scope, sync_id: count, after: optional(count), request_id: optional(text) };

const events = frames<ConversationEvent>({
  ConversationChanged: {
    ...listed,
    conversation: object<ConversationSummary>({
      id: text,
      title: text,
      status: oneOfOr(['idle', 'answering', 'awaiting'], 'idle'),
      created_at: number,
      updated_at: number,
    }),
  },
  ConversationRemoved: {
    ...listed,
    conversation: object<{ id: string }>({ id: text }),
    at: number,
  },
});

function event(value: unknown): ConversationEvent {
  const parse = events.get(record(value)['type']);
  if (!parse) throw new InvalidField('expected an event of the list');
  return parse(value);
}

const subscribed = frame<ConversationsSubscribed>('Subscribed', {
  scope,
  log_id: text,
  last_sync_id: count,
  events: array(event),
  request_id: optional(text),
});

/** A frame of scope `conversations`; undefined for what this version does not know. Never throws. */
export function readConversationsFrame(value: Record<string, unknown>): ConversationsFrame | undefined {
  try {
    return value['type'] === 'Subscribed' ? subscribed(value) : event(value);
  } catch (error) {
    if (error instanceof InvalidField) return undefined;
    throw error;
  }
}

/**
 * A list once events have been applied to it, in order. The conversation in which something happened last comes first; of two in the same
 * millisecond, the one that the later event is about.
 */
export function foldConversations(
  list: readonly ConversationSummary[],
  changes: readonly ConversationEvent[],
): readonly ConversationSummary[] {
  const oldestFirst = new Map(list.toReversed().map((conversation) => [conversation.id, conversation]));
  for (const change of changes) {
    oldestFirst.delete(change.conversation.id);
    if (change.type === 'ConversationChanged') oldestFirst.set(change.conversation.id, change.conversation);
  }
  return [...oldestFirst.values()].toReversed().toSorted((a, b) => b.updated_at - a.updated_at);
}
