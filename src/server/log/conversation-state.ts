import {
  applyEvent,
  applySubscribed,
  emptyConversation,
  isUnfinished,
  toWireMessage,
  type Conversation,
  type LoggedEvent,
  type Message,
  type Timestamp,
  type WireMessage,
} from '../../protocol/index.ts';
import { appendToTail, type Tail } from './tail.ts';

/**
 * What the server remembers of an active conversation: the fold of its log, and the newest events. It is replaced when it changes.
 * The fold holds the newest messages and everything that is unfinished; older ones are read from the database.
 */
export interface ConversationState {
  readonly owner_id: string;
  readonly title: string;
  readonly deleted_at: Timestamp | null;
  /** Its texts are gone, so it cannot be restored. */
  readonly isErased?: true;
  readonly conversation: Conversation;
  readonly tail: Tail;
}

/** The most text that a tail holds, in UTF-16 code units, besides its newest event. */
export const maxTailSize = 1024 * 1024;
/** The window holds what one snapshot can, and is cut back to that when it has grown to twice as much. */
const windowSize = 64 * 1024;
/** The most ended messages in a window. */
export const maxWindowMessages = 200;

/** The state once an event has been appended. */
export function appendEvent(state: ConversationState, event: LoggedEvent): ConversationState {
  const { cursor } = state.conversation;
  if (event.sync_id !== cursor + 1) throw new Error(`Event ${event.sync_id} does not follow ${cursor}.`);
  return { ...state, conversation: applyEvent(state.conversation, event), tail: appendToTail(state.tail, event, maxTailSize) };
}

/** The state with the front of its window cut off, if that has grown too long. */
export function trimWindow(state: ConversationState): ConversationState {
  const { messages } = state.conversation;
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size <= 2 * windowSize && messages.length <= 2 * maxWindowMessages) return state;
  const kept = messages.slice(windowStart(messages));
  if (kept.length === messages.length) return state;
  const { id, log_id, cursor } = state.conversation;
  return { ...state, conversation: foldedFrom({ id, log_id: log_id ?? '', cursor, messages: kept.map(toWireMessage), has_earlier: true }) };
}

/** A log of which everything up to a cursor has been folded, and of that the newest messages kept. */
export interface FoldedLog {
  readonly id: string;
  readonly log_id: string;
  readonly cursor: number;
  readonly messages: WireMessage[];
  readonly has_earlier: boolean;
}

/** What the fold makes of that. */
export function foldedFrom({ id, cursor, ...window }: FoldedLog): Conversation {
  return applySubscribed(emptyConversation(id), { type: 'Subscribed', scope: 'chat', last_sync_id: cursor, ...window }).conversation;
}

/** Where the window begins: at the oldest of the newest messages that fit, or at the oldest unfinished one if that is older. */
function windowStart(messages: readonly Message[]): number {
  let start = messages.length;
  let size = 0;
  for (const message of messages.toReversed()) {
    size += sizeOf(message);
    if (start < messages.length && (size > windowSize || messages.length - start >= maxWindowMessages)) break;
    start -= 1;
  }
  const unfinished = messages.findIndex(isUnfinished);
  return unfinished === -1 ? start : Math.min(start, unfinished);
}

function sizeOf({ parts }: Message): number {
  return parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : JSON.stringify(part).length), 0);
}
