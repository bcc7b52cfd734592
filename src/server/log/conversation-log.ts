import type { LoggedEvent, Message, MessageAdded, Timestamp, WireMessage } from '../../protocol/index.ts';
import type { Stop } from '../environment.ts';
import type { ConversationList } from './conversation-list.ts';
import type { ConversationState } from './conversation-state.ts';
import type { StoredMessages } from './stored-messages.ts';

type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'conversation_id' | 'sync_id' | 'after' | 'request_id'> : never;

/** An event on a message that is there, before it has its place in the log. */
export type NewEvent = WithoutPlace<Exclude<LoggedEvent, { type: 'MessageAdded' | 'Unknown' }>>;

/** What the log does not show, but has to remember of a message. */
export interface MessageOrigin {
  /** The answer that it is another version of. */
  readonly regenerates?: string;
}

/** One change of one conversation on its way into the log. Nobody sees it before it is stored. */
export interface ConversationDraft {
  /** The conversation with everything that was appended before, by this draft too; undefined if there is none. */
  state(): ConversationState | undefined;
  /** One of its newest messages, or one that has not ended. */
  message(messageId: string): Message | undefined;
  /** What is stored, as it stood when the draft was opened. */
  readonly messages: StoredMessages;
  /** Begins the log of a conversation that is not there. */
  create(ownerId: string, title?: string): ConversationState;
  add(message: WireMessage, origin?: MessageOrigin): MessageAdded;
  /** Undefined, and nothing appended, if the message has ended: so nothing can follow its `Complete`. */
  append(event: NewEvent): LoggedEvent | undefined;
  rename(title: string): void;
  /** Deletes the conversation; every answer of it must have ended. It stays known, and can be restored. */
  remove(at: Timestamp): void;
  restore(): void;
  /** Makes it another user's, deleted or not. */
  giveTo(ownerId: string): void;
}

/** A change of one conversation, and who is told what came of it. */
export interface Change<T = unknown> {
  readonly conversationId: string;
  /** Runs behind the other changes of its tick, in one transaction with them. It may wait for the draft's own queries and for nothing else. */
  apply(draft: ConversationDraft): T | Promise<T>;
  /** It is stored. */
  onStored(result: T): void;
  /** It threw, and is dropped alone; or nothing of its tick was stored. */
  onFailed(reason: unknown): void;
}

/** A conversation kept in memory, so that it can be read without waiting. */
export interface HeldConversation {
  /** As it is stored at this moment. */
  read(): ConversationState;
  release: Stop;
}

/** An answer that had not ended when the process before this one did. */
export interface UnfinishedAnswer {
  readonly conversation_id: string;
  readonly message_id: string;
}

/** The append-only logs of all conversations: an event is stored first, and shown then. */
export interface ConversationLog {
  /**
   * Changes one conversation in one atomic step. Who comes with every token submits one change again and again, and needs no promise for it. What fails
   * leaves nothing behind.
   */
  submit<T>(change: Change<T>): void;
  /** As `submit`, but resolves once it is stored, or rejects. */
  transact<T>(conversationId: string, change: (draft: ConversationDraft) => T | Promise<T>): Promise<T>;
  /** Undefined if there is no such conversation. */
  hold(conversationId: string): Promise<HeldConversation | undefined>;
  /** Calls back after each commit with the conversations that have new events. */
  onAppended(listener: (conversationIds: ReadonlySet<string>) => void): Stop;
  /** Calls back with conversations of which something turns out to be stored after all, though its caller was told that it is not. */
  onFound(listener: (conversationIds: ReadonlySet<string>) => void): Stop;
  /** Calls back after each commit with the users whose lists of conversations have changed. */
  onListed(listener: (userIds: ReadonlySet<string>) => void): Stop;
  readonly messages: StoredMessages;
  /** What the lists of users show, as it is stored. */
  readonly list: ConversationList;
  /** Erases the texts of what was deleted before a time; their ids stay known. */
  erase(deletedBefore: Timestamp): Promise<void>;
  /** Every conversation that a user owns, deleted or not. */
  ownedBy(userId: string): Promise<string[]>;
  /** In the order of their logs. */
  unfinishedAnswers(): Promise<UnfinishedAnswer[]>;
  /** Resolves when everything that was begun is stored. Nothing can be begun after it. */
  close(): Promise<void>;
}
