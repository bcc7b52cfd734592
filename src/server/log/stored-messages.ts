import type { Usage, WireMessage } from '../../protocol/index.ts';

/** A message as it is stored: an unfinished one as its row was last written, mostly when it was added, without the text that it has by now. */
export interface StoredMessage {
  readonly conversation_id: string;
  /** The sync_id of its `MessageAdded`. */
  readonly position: number;
  /** The sync_id of its `Complete`. */
  readonly end_position?: number;
  readonly regenerates?: string;
  readonly message: WireMessage;
}

/** Which messages of a conversation a page holds: the newest ones before a position. */
export interface PageRequest {
  readonly conversationId: string;
  readonly before: number;
  readonly limit: number;
  /** The most bytes of JSON; the newest message is there whatever its size. */
  readonly maxBytes: number;
}

/** Messages in log order. */
export interface Page {
  readonly messages: WireMessage[];
  readonly hasEarlier: boolean;
}

/** What an answer has taken of models. */
export interface Spent extends Usage {
  /** Tokens, about so many, of turns that ended before their model said how many. */
  readonly uncounted?: number;
}

/** What can be asked of the messages that are stored, of all conversations and however old. */
export interface StoredMessages {
  /** Ids of messages are unique over all conversations, for ever. */
  find(messageId: string): Promise<StoredMessage | undefined>;
  answersTo(questionId: string): Promise<StoredMessage[]>;
  /** From the first question to that message. */
  path(messageId: string): Promise<WireMessage[]>;
  /** The id of the last message of the log that stems from that one, or its own. */
  newestDescendant(messageId: string): Promise<string>;
  /** What an answer has taken so far, as far as that was noted. */
  spentOn(messageId: string): Promise<Spent | undefined>;
  /** Notes what an answer has taken so far, all in all. The log tells of it at its end alone. */
  noteSpent(messageId: string, spent: Spent): Promise<void>;
  /** How many tokens a user's answers have taken that ended since, or have not ended. */
  tokensSince(ownerId: string, since: number): Promise<number>;
  /** Ended messages only. */
  page(request: PageRequest): Promise<Page>;
}
