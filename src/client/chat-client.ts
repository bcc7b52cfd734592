import type { MessageFile, ServerFrame } from '../protocol/index.ts';
import type { Channel, ChannelLink } from './channel.ts';
import type { GetToken } from './connection.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Environment } from './environment.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { HeldConversation } from './subscriptions.ts';

export interface ChatClientOptions {
  /** Where the server listens: `ws://…` or `wss://…`. */
  url: string;
  /** Who is signed in, where several people use one browser: what is not sent yet is kept apart for each. @default '' */
  identity?: string;
  /** Gives the token of who is signed in, where no cookie says it: on each connection, and again before it expires. */
  getToken?: GetToken | undefined;
  /** Told of every frame of the server before it has its effect; `watchFrames` makes metrics and errors of them. @default nothing */
  onFrame?: (frame: ServerFrame) => void;
  /** The world that the client touches. @default the real one */
  environment?: Environment;
  /** How long a connection or a conversation outlives the last one who held it, in ms. @default 200 */
  lingerMs?: number;
  /** The most messages that wait to be sent. @default 100 */
  outboxLimit?: number;
}

/** What has changed in a client. */
export type ClientChange =
  | { readonly type: 'connection' }
  /** `messageIds`: those that are new, changed or gone; empty where something else changed. */
  | { readonly type: 'conversation'; readonly conversationId: string; readonly messageIds: ReadonlySet<string> };

export interface SendOptions {
  conversationId: string;
  content: string;
  /** What is attached, at most 10 files. */
  files?: readonly MessageFile[] | undefined;
  /** The message it follows; null for a first question. @default the last message of the conversation */
  replyTo?: string | null | undefined;
  /** Attach exactly behind `replyTo`, as a sibling of what is there: an edit. */
  fork?: boolean;
  useReasoning?: boolean | undefined;
  model?: string | undefined;
  /** The repositories that the answer is about, like `owner/name#branch`. */
  repos?: readonly string[] | undefined;
}

export interface RegenerateOptions {
  conversationId: string;
  /** The ended answer. */
  messageId: string;
  useReasoning?: boolean | undefined;
  model?: string | undefined;
}

/** What a person has decided about a call of a tool. */
export interface ToolDecision {
  conversationId: string;
  /** The answer that the call belongs to. */
  messageId: string;
  toolId: string;
  approved: boolean;
}

/** One user's chats over one connection. It folds what comes in, and keeps what goes out until the server has it. */
export interface ChatClient {
  readonly url: string;
  /** The url and the identity as one key: what outlives the page is kept under it. */
  readonly address: string;
  readonly environment: Environment;
  connection(): ConnectionState;
  /** The time by the server's clock, as far as its last `Welcome` tells, in ms since 1970. */
  serverNow(): number;
  /** Opens the connection in the name of an effect instance; the returned function gives it back. */
  open(instanceId: string): () => void;
  /** Follows a conversation in the name of an effect instance; the returned function gives it back. */
  follow(conversationId: string, instanceId: string): () => void;
  /** What is held of a conversation that is followed. */
  conversation(conversationId: string): HeldConversation | undefined;
  /** The messages of a conversation that are on their way, in order. */
  outbox(conversationId: string): readonly OutboxEntry[];
  /** Sends a message, now or as soon as it can be; returns its id. Throws `OutboxFullError`. */
  send(options: SendOptions): string;
  /** Asks for another answer beside one that has ended; returns the new answer's id. Throws `OutboxFullError`. */
  regenerate(options: RegenerateOptions): string;
  /** Sends a message that failed again; returns the id that it has from then on. */
  retry(messageId: string): string;
  /** Sends a message that waits for the end of an answer now: the answer is stopped, and the message goes before the others that wait. */
  sendNow(messageId: string): void;
  /** How many messages of all conversations are still to be sent. */
  unsent(): number;
  /** Whose messages these are; undefined before the first `Welcome`. */
  userId(): string | undefined;
  /** The anonymous user that this one was before signing in (R3.14), as the last `Welcome` tells. */
  previousUserId(): string | undefined;
  /** The most bytes of a frame that the server takes, as its last `Welcome` tells; undefined before the first. */
  maxFrameBytes(): number | undefined;
  /** Takes back a message that failed or is not on its way. If the server turns out to have it all the same, its answer is stopped. */
  remove(messageId: string): void;
  /** Stops what is being answered in a conversation. Nothing else stops it. */
  stop(conversationId: string): void;
  /** Lets a call of a tool that awaits it be carried out, or denies it. Kept until the server has it; the first word counts. */
  approve(decision: ToolDecision): void;
  /** Asks for the page of messages before the first one held. */
  loadEarlier(conversationId: string): void;
  /** Asks again for a conversation that could not be loaded. */
  reload(conversationId: string): void;
  /** Does not wait for the next retry. */
  retryNow(): void;
  /** Joins what follows another scope than `chat` to the connection: one for each scope. */
  join(scope: string, channel: Channel): ChannelLink;
  /** Calls back after each change; the returned function stops that. */
  subscribe(onChange: (change: ClientChange) => void): () => void;
}
