import type { Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import type { ListFollowers } from './list-followers.ts';
import type { ConversationLog } from './log/index.ts';
import type { ModelRouter } from './models/index.ts';
import type { Runs } from './runs.ts';
import type { Rate } from './token-bucket.ts';
import type { WebSocketState } from './websocket-state.ts';

/** What a user may ask for at most. */
export interface ChatLimits {
  /** Of UTF-8, in one message. */
  readonly maxContentBytes: number;
  /** Conversations that one socket follows. */
  readonly maxSubscriptions: number;
  /** How long what is deleted can be restored, in milliseconds. */
  readonly deletedKeptMs: number;
  /** Messages of one user. */
  readonly messageRate: Rate;
  /** Messages of all users of one address. */
  readonly addressMessageRate: Rate;
}

/** What the handlers of requests work with. */
export interface ChatContext {
  readonly log: ConversationLog;
  readonly state: WebSocketState;
  readonly lists: ListFollowers;
  readonly runs: Runs;
  readonly router: ModelRouter;
  readonly environment: Environment;
  readonly limits: ChatLimits;
  /** The title of a conversation that begins with that question. */
  readonly titleOf: (question: string) => string;
  /**
   * Counts a new message of a user and of where that is.
   * @throws RequestError when that is one too many, or none is taken any more.
   */
  readonly admit: (connection: Connection) => void;
  /** @throws RequestError when nothing new is taken any more. */
  readonly assertOpen: () => void;
}
