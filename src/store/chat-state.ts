import type { ConnectionState, ConversationStatus, HeldConversation, OutboxEntry, PageStatus } from '../client/index.ts';
import { emptyConversation, findMessage, isAnswering, type Conversation } from '../protocol/index.ts';
import { showEntry, showMessage, type ChatMessage } from './chat-message.ts';
import { noBranches, showBranches, type ShownBranches } from './show-branches.ts';

/** What the store publishes: the connection, and each conversation that is followed. */
export interface ChatState {
  readonly connection: ConnectionState;
  /** Whose messages these are; undefined before the first `Welcome`. */
  readonly userId: string | undefined;
  /** The most bytes of a frame that the server takes; undefined before the first `Welcome`. */
  readonly maxFrameBytes: number | undefined;
  /** How many messages of all conversations are still to be sent. */
  readonly unsent: number;
  readonly conversations: Readonly<Record<string, ConversationView>>;
}

/** One conversation as it was at the last commit. */
export interface ConversationView extends ShownBranches {
  readonly status: ConversationStatus;
  /** An answer is awaited or under way. */
  readonly isStreaming: boolean;
  /** Ids of the messages that wait for the end of an answer, in order; they are not among `messageIds`. */
  readonly queuedIds: readonly string[];
  /** Of the messages before the first one held: whether there are any, and how asking for them stands. */
  readonly earlier: 'none' | PageStatus;
  readonly conversation: Conversation;
  readonly outbox: readonly OutboxEntry[];
}

/** A conversation of which nothing has come. */
export function emptyView(conversationId: string): ConversationView {
  return {
    ...noBranches,
    status: 'loading',
    isStreaming: false,
    queuedIds: [],
    earlier: 'none',
    conversation: emptyConversation(conversationId),
    outbox: [],
  };
}

/** The next view of a conversation. What did not change keeps its identity. */
export function nextView(
  last: ConversationView,
  held: HeldConversation,
  outbox: readonly OutboxEntry[],
  choices: readonly string[],
): ConversationView {
  const { conversation, status, page } = held;
  const isOnItsWay = outbox.some((entry) => entry.status === 'sending' || entry.status === 'sent');
  const isStreaming = status !== 'gone' && (isAnswering(conversation) || isOnItsWay);
  const queuedIds = nextQueue(last.queuedIds, isStreaming ? outbox : []);
  return {
    ...nextBranches(last, conversation, { outbox, queuedIds }, choices),
    status,
    isStreaming,
    queuedIds,
    earlier: conversation.has_earlier ? page : 'none',
    conversation,
    outbox,
  };
}

/** A token changes no branch: what it costs does not depend on how long the conversation is. */
function nextBranches(
  last: ConversationView,
  conversation: Conversation,
  { outbox, queuedIds }: Pick<ConversationView, 'outbox' | 'queuedIds'>,
  choices: readonly string[],
): ShownBranches {
  const isSameLog = last.conversation.places === conversation.places && last.conversation.messages.length === conversation.messages.length;
  if (isSameLog && last.choices === choices && last.queuedIds === queuedIds && sameIds(last.outbox, outbox)) {
    return { messageIds: last.messageIds, slots: last.slots, branches: last.branches, choices };
  }
  const listed = outbox.filter((entry) => !queuedIds.includes(entry.frame.id));
  return showBranches(conversation, listed, choices);
}

/** An edited question waits in its place, not here. */
function nextQueue(last: readonly string[], outbox: readonly OutboxEntry[]): readonly string[] {
  const waiting = outbox.filter(({ frame, status }) => status === 'queued' && frame.type === 'Message' && frame.fork !== true);
  const ids = waiting.map(({ frame }) => frame.id);
  return ids.length === last.length && ids.every((id, place) => id === last[place]) ? last : ids;
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

/** The messages with those ids; without them all that are shown, in order. */
export function messagesOf(view: ConversationView, ids = view.messageIds): readonly ChatMessage[] {
  return ids.flatMap((id) => messageOf(view, id) ?? []);
}
