import type { WebSocketHandler } from 'msw/ws';
import type { ClientFrame } from '../protocol/index.ts';
import type { MockRefusal } from './admission.ts';
import type { MockConnection, SilentDirection } from './mock-connection.ts';
import type { MockConversation } from './mock-conversation.ts';
import type { MockEnvironment } from './mock-environment.ts';
import type { MockReply } from './mock-runs.ts';
import type { Transcript } from './transcript.ts';

/** What a mock chat server may be told at the start. */
export interface MockChatServerOptions {
  /** Whether questions are answered without being told how. @default true */
  autoReply?: boolean;
  /** Milliseconds between the words of that answer. @default 0 */
  wordMs?: number;
  /** Every socket is this signed-in user's, as if a session cookie came with it. @default each socket is a new anonymous user, with a token */
  userId?: string;
  /** @default 30000 */
  heartbeatMs?: number;
  /** Clock, timers and ids. @default the real ones */
  environment?: Partial<MockEnvironment>;
}

/** A chat server in memory, behind msw. */
export interface MockChatServer {
  readonly url: string;
  /** For `setupServer` of `msw/node`, or `setupWorker` of `msw/browser`. */
  readonly handlers: readonly WebSocketHandler[];
  /** The sockets that are open, oldest first. */
  readonly connections: readonly MockConnection[];
  /** How many sockets have opened since the start or `reset()`. */
  readonly connectionCount: number;
  /** The frames that clients have sent, in order. */
  readonly received: readonly ClientFrame[];
  /** Resolves with the first received frame, old or to come, for which the predicate holds. */
  waitFor<Frame extends ClientFrame>(predicate: (frame: ClientFrame) => frame is Frame): Promise<Frame>;
  waitFor(predicate: (frame: ClientFrame) => boolean): Promise<ClientFrame>;
  /** Resolves with what the condition gives once that is neither false nor undefined; looked at whenever a socket opens, closes or sends. */
  until<T>(condition: () => T | false | undefined): Promise<T>;
  /** Answers questions from now on. */
  onMessage(reply: MockReply): void;
  /** A conversation. @default the newest. @throws if there is none */
  conversation(id?: string): MockConversation;
  /** Makes a conversation that is there from the start. */
  seed(transcript: Transcript): MockConversation;
  /** A token with which `Authenticate` signs in as that user. */
  tokenFor(userId: string): string;
  /**
   * Signs an anonymous user in, as a page does: what they began is `userId`'s, their sockets close with 4401, and each later socket is `userId`'s,
   * as if a session cookie came with it. Its `Welcome` names who that was before.
   * @param previousUserId the anonymous user. @default the one of the newest socket
   */
  signIn(userId: string, previousUserId?: string): void;
  /** Closes every open socket. @default code 1006, as if the connections were lost without a close frame */
  drop(code?: number): void;
  /** The next sockets fail: by a refusal, or without one as if nobody listened. */
  refuse(times: number, refusal?: MockRefusal): void;
  /** Every open socket plays dead from now on, though it stays open. @default 'both' directions */
  silence(direction?: SilentDirection): void;
  /** Sends text as it is to every open socket. */
  sendRaw(text: string): void;
  /** Closes every socket and forgets everything but the options: for `afterEach`. */
  reset(): void;
}
