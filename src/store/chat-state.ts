import type { ConnectionState, ConversationStatus, HeldConversation, OutboxEntry } from '../client/index.ts';
import { emptyConversation, findMessage, visiblePath, type Conversation } from '../protocol/index.ts';
import { showEntry, showMessage, type ChatMessage } from './chat-message.ts';

/** What the store publishes: the connection, and each conversation that is followed. */
export interface ChatState {
  readonly connection: ConnectionState;
  readonly conversations: Readonly<Record<string, ConversationView>>;
}

/** One conversation as it was at the last commit. */
export interface ConversationView {
  readonly status: ConversationStatus;
  /** Of the messages that are shown, in order: the path to the last message, then what is on its way. */
  readonly messageIds: readonly string[];
  /** An answer is awaited or under way. */
  readonly isStreaming: boolean;
  readonly hasEarlier: boolean;
  readonly isLoadingEarlier: boolean;
  readonly conversation: Conversation;
  readonly outbox: readonly OutboxEntry[];
}

/** A conversation of which nothing has come. */
export function emptyView(conversationId: string): ConversationView {
  return {
    status: 'loading',
    messageIds: [],
    isStreaming: false,
    hasEarlier: false,
    isLoadingEarlier: false,
    conversation: emptyConversation(conversationId),
    outbox: [],
  };
}

/** The next view of a conversation. What did not change keeps its identity. */
export function nextView(last: ConversationView, held: HeldConversation, outbox: readonly OutboxEntry[]): ConversationView {
  const { conversation, status, isLoadingEarlier } = held;
  const isOnItsWay = outbox.some((entry) => entry.status === 'sending' || entry.status === 'sent');
  return {
    status,
    messageIds: nextMessageIds(last, conversation, outbox),
    isStreaming: conversation.unfinished.length > 0 || isOnItsWay,
    hasEarlier: conversation.has_earlier,
    isLoadingEarlier,
    conversation,
    outbox,
  };
}

function nextMessageIds(last: ConversationView, conversation: Conversation, outbox: readonly OutboxEntry[]): readonly string[] {
  const isSameLog = last.conversation.places === conversation.places && last.conversation.messages.length === conversation.messages.length;
  if (isSameLog && sameIds(last.outbox, outbox)) return last.messageIds;
  const path = visiblePath(conversation).map((message) => message.id);
  const waiting = outbox.map((entry) => entry.frame.id).filter((id) => !findMessage(conversation, id));
  return [...path, ...waiting];
}

function sameIds(a: readonly OutboxEntry[], b: readonly OutboxEntry[]): boolean {
  return a.length === b.length && a.every((entry, place) => entry.frame.id === b[place]?.frame.id);
}

/** The message with that id, from the log or from the outbox. */
export function messageOf(view: ConversationView, id: string): ChatMessage | undefined {
  const logged = findMessage(view.conversation, id);
  if (logged) return showMessage(logged);
  const entry = view.outbox.find((other) => other.frame.id === id);
  return entry && showEntry(entry);
}

/** All messages that are shown, in order. */
export function messagesOf(view: ConversationView): readonly ChatMessage[] {
  return view.messageIds.flatMap((id) => messageOf(view, id) ?? []);
}
