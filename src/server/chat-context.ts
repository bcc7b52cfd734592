import type { Environment } from './environment.ts';
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
  /** Messages of one user. */
  readonly messageRate: Rate;
}

/** What the handlers of requests work with. */
export interface ChatContext {
  readonly log: ConversationLog;
  readonly state: WebSocketState;
  readonly runs: Runs;
  readonly router: ModelRouter;
  readonly environment: Environment;
  readonly limits: ChatLimits;
  /**
   * Counts a new message of a user.
   * @throws RequestError when that is one too many, or none is taken any more.
   */
  readonly admit: (userId: string) => void;
}
