import type { LoggedEvent, WireMessage } from '../../src/protocol/index.ts';
import { naiveFold } from '../support/naive-fold.ts';

/** The logs as they are on the disk, and what they say by the naive fold. Everything shown anywhere is held against it. */
export interface Truth {
  /** Takes in what has become durable. */
  append(event: LoggedEvent): void;
  conversationIds(): readonly string[];
  log(conversationId: string): readonly LoggedEvent[];
  head(conversationId: string): number;
  /** The messages that a reader at a cursor knows of, in order: their ids. */
  messageIds(conversationId: string, cursor: number): readonly string[];
  /** A message as a reader at that cursor sees it. */
  message(messageId: string, cursor: number): WireMessage | undefined;
}

interface MessageLog {
  readonly events: LoggedEvent[];
  /** By how many of the events were folded. */
  readonly folded: Map<number, WireMessage | undefined>;
}

interface ConversationLog {
  readonly events: LoggedEvent[];
  readonly added: { readonly id: string; readonly at: number }[];
}

/** Nothing has been stored yet. */
export function createTruth(): Truth {
  const conversations = new Map<string, ConversationLog>();
  const messages = new Map<string, MessageLog>();

  function head(conversationId: string): number {
    return conversations.get(conversationId)?.events.at(-1)?.sync_id ?? 0;
  }

  return {
    conversationIds: () => [...conversations.keys()],
    append(event) {
      const conversation: ConversationLog = conversations.get(event.conversation_id) ?? { events: [], added: [] };
      conversations.set(event.conversation_id, conversation);
      conversation.events.push(event);
      if (event.type === 'Unknown') return;
      const id = event.type === 'MessageAdded' ? event.message.id : event.message_id;
      const message: MessageLog = messages.get(id) ?? { events: [], folded: new Map() };
      messages.set(id, message);
      message.events.push(event);
      if (event.type === 'MessageAdded') conversation.added.push({ id, at: event.sync_id });
    },
    log: (conversationId) => conversations.get(conversationId)?.events ?? [],
    head,
    messageIds(conversationId, cursor) {
      const added = conversations.get(conversationId)?.added ?? [];
      return added.filter(({ at }) => at <= cursor).map(({ id }) => id);
    },
    message(messageId, cursor) {
      const message = messages.get(messageId);
      if (!message) return undefined;
      const count = message.events.filter((event) => event.sync_id <= cursor).length;
      if (!message.folded.has(count)) message.folded.set(count, naiveFold(message.events.slice(0, count))[0]);
      return message.folded.get(count);
    },
  };
}
