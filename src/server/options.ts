import type { RequestListener, Server } from 'node:http';
import type { Authorize, SignInProvider } from './auth/index.ts';
import type { CanAccess } from './conversation-access.ts';
import type { Environment } from './environment.ts';
import type { GitHubOptions } from './github/index.ts';
import type { Logger } from './logger.ts';
import type { ChatModel, ModelRouter } from './models/index.ts';
import type { ServerTools } from './tools/index.ts';

/** Every setting of the server that is a number or a text. The command line takes each from the environment variable that is named with it. */
export interface ServerSettings {
  /** The port to listen on; 0 takes any that is free. Environment: `PORT`. @default 8000 */
  readonly port: number;
  /** The address to listen on. The default is reached from this machine alone. Environment: `HOST`. @default '127.0.0.1' */
  readonly host: string;
  /** Where sockets are opened. @default '/ws' */
  readonly path: string;
  /** A PostgreSQL database, like `postgres://user:password@host/name`. Environment: `DATABASE_URL`. @default the embedded one in `data` */
  readonly databaseUrl: string | undefined;
  /** The folder for the embedded database, or `':memory:'` to keep nothing. Environment: `DATA_DIR`. @default '.data' */
  readonly data: string;
  /** `'full'` also survives a power cut, at the cost of a wait for the disk in each commit. Environment: `DURABILITY`. @default 'normal' */
  readonly durability: 'normal' | 'full';
  /** Exact origins of pages that may connect, besides the server's own. Environment: `ALLOWED_ORIGINS`, separated by commas. @default [] */
  readonly origins: readonly string[];
  /** What the tokens of sessions are hashed with, and those of providers encrypted: another one signs everybody out. Environment: `SESSION_SECRET`. @default one made at the first start and kept in the database */
  readonly sessionSecret: string | undefined;
  /** How long a session lasts that is not used, an anonymous one too, in days; what has expired is dropped within the hour. Environment: `SESSION_DAYS`. @default 30 */
  readonly sessionDays: number;
  /** Whether a proxy stands before the server and says by `X-Forwarded-Proto` how it was called, and by `X-Forwarded-For` from where. Environment: `TRUST_PROXY`. @default false */
  readonly trustProxy: boolean;
  /** Who sends it as a bearer token may read `/metrics`. Environment: `METRICS_TOKEN`. @default none: this machine alone may */
  readonly metricsToken: string | undefined;
  /** How often a socket is asked for a sign of life, in milliseconds. Environment: `HEARTBEAT_MS`. @default 20000 */
  readonly heartbeatMs: number;
  /** The least time between two pieces of one answer, in milliseconds. Environment: `FLUSH_INTERVAL_MS`. @default 25 */
  readonly flushIntervalMs: number;
  /** How long answers may go on once the server is told to stop, in milliseconds. Environment: `DRAIN_MS`. @default 5000 */
  readonly drainMs: number;
  /** Over how long clients spread their return after a stop, in milliseconds. Environment: `SPREAD_MS`. @default 5000 */
  readonly spreadMs: number;
  /**
   * How long the single events of a log are kept once their messages have ended, in milliseconds: a client that comes back within that
   * time is sent what it missed, a later one the newest messages. Environment: `EVENTS_KEPT_MS`. @default 900000
   */
  readonly eventsKeptMs: number;
  /**
   * How long a conversation that was deleted can be restored, in milliseconds; then its texts are erased. Environment: `DELETED_KEPT_MS`.
   * @default 2592000000
   */
  readonly deletedKeptMs: number;
  /** The largest frame that a client may send, in bytes. Environment: `MAX_FRAME_BYTES`. @default 524288 */
  readonly maxFrameBytes: number;
  /**
   * Deflates frames from that many bytes on, such as a page of history, for clients that can read it. It costs the processor's time, and some 200 kB
   * for each socket that has had one (docs/benchmark.md). Environment: `COMPRESS_FROM_BYTES`, at least 1024: never each token. @default none: nothing is deflated
   */
  readonly compressFromBytes: number | undefined;
  /** The longest message, in bytes of UTF-8. Environment: `MAX_CONTENT_BYTES`. @default 262144 */
  readonly maxContentBytes: number;
  /** The longest answer, in bytes of UTF-8. Environment: `MAX_ANSWER_BYTES`. @default 1048576 */
  readonly maxAnswerBytes: number;
  /** How long a model may take to its first word, in milliseconds. Environment: `FIRST_TOKEN_MS`. @default 60000 */
  readonly firstTokenMs: number;
  /** How long a model may be silent between two words, in milliseconds. Environment: `BETWEEN_TOKENS_MS`. @default 60000 */
  readonly betweenTokensMs: number;
  /** Answers of one user that are made at once; others wait for their turn. Environment: `RUNS_PER_USER`. @default 4 */
  readonly runsPerUser: number;
  /** Tokens that the models may take in and give out for one user, in any 24 hours. Environment: `TOKENS_PER_DAY`. @default no limit */
  readonly tokensPerDay: number | undefined;
  /** How often a model may call tools in one answer. Environment: `MAX_TOOL_ROUNDS`. @default 8 */
  readonly maxToolRounds: number;
  /** How long a tool may take, in milliseconds. Environment: `TOOL_MS`. @default 60000 */
  readonly toolMs: number;
  /** How long an answer waits for a person to allow a tool, in milliseconds. Environment: `APPROVAL_MS`. @default 86400000 */
  readonly approvalMs: number;
  /** Conversations that one socket follows. Environment: `MAX_SUBSCRIPTIONS`. @default 50 */
  readonly maxSubscriptions: number;
  /** Sockets of one user. Environment: `MAX_SOCKETS_PER_USER`. @default 20 */
  readonly maxSocketsPerUser: number;
  /** Sockets that one address may open a second; of IPv6 a network of 64 bits is one. Environment: `UPGRADES_PER_SECOND`. @default 50 */
  readonly upgradesPerSecond: number;
  /** Sockets that one address may open at once. Environment: `UPGRADE_BURST`. @default 500 */
  readonly upgradeBurst: number;
  /**
   * Sockets of people without a session that one address may have, and ten times as many of anonymous people who come back. It makes ten times as many new
   * users at once, then one a second. Environment: `MAX_ANONYMOUS_SOCKETS_PER_ADDRESS`. @default 500
   */
  readonly maxAnonymousSocketsPerAddress: number;
  /** Frames that one socket may send a second. Environment: `FRAMES_PER_SECOND`. @default 30 */
  readonly framesPerSecond: number;
  /** Frames that one socket may send at once. Environment: `FRAME_BURST`. @default 60 */
  readonly frameBurst: number;
  /** Messages that one user may send a second, and all of one address ten times as many. Environment: `MESSAGES_PER_SECOND`. @default 5 */
  readonly messagesPerSecond: number;
  /** Messages that one user may send at once, and all of one address ten times as many. Environment: `MESSAGE_BURST`. @default 10 */
  readonly messageBurst: number;
}

/** What {@link createChatServer} takes: settings, and what it is to work with. */
export interface ChatServerOptions extends Partial<ServerSettings> {
  /** Says whose a request is, where your application knows. @default a cookie, so that each browser is a user of its own */
  readonly authorize?: Authorize;
  /** Says who may see and write which conversation. @default its owner, who is whoever began it */
  readonly canAccess?: CanAccess;
  /** Who vouches for people: {@link createGitHubOAuth}, {@link createScrambleOAuth}, or your own. @default nobody, so that all are anonymous */
  readonly signIn?: readonly SignInProvider[];
  /**
   * An HTTP server to share. It is made to listen on `port` unless it does already, and its `headersTimeout` becomes 10 s unless that is shorter; it
   * looks for those who take longer every `connectionsCheckingInterval`, 30 s unless you gave it another. @default one of its own
   */
  readonly server?: Server;
  /** Answers requests that open no socket. Who asks for a page gets a session with it. @default 404, unless `server` is shared */
  readonly page?: RequestListener;
  /** The one model that answers. @default the scripted model */
  readonly model?: ChatModel;
  /** Chooses among several models; it wins over `model`. */
  readonly router?: ModelRouter;
  /** Makes the title of a conversation from its first question; it is cut at 200 characters. @default its first line, cut at a word */
  readonly titleOf?: (question: string) => string;
  /**
   * What models may call, for what the owner of the conversation asks: tools of the AI SDK by name, each with its `execute`. One with `needsApproval`
   * waits until the owner allows it.
   * @default none
   */
  readonly tools?: ServerTools;
  /**
   * Lets the model read the repositories that a message names. For users who have signed in with GitHub it does so by their own token, and
   * may also write to them where the user allows the call; others need `tokenMayWrite` for that.
   * @default no message is about repositories
   */
  readonly github?: GitHubOptions | undefined;
  /** Where the server tells its operator what happened. @default nowhere */
  readonly logger?: Logger;
  /** The clock, timers and randomness. @default those of the process */
  readonly environment?: Environment;
}

/** What holds where nothing else is said. */
export const defaultSettings: ServerSettings = {
  port: 8000,
  host: '127.0.0.1',
  path: '/ws',
  databaseUrl: undefined,
  data: '.data',
  durability: 'normal',
  origins: [],
  sessionSecret: undefined,
  sessionDays: 30,
  trustProxy: false,
  metricsToken: undefined,
  heartbeatMs: 20_000,
  flushIntervalMs: 25,
  drainMs: 5000,
  spreadMs: 5000,
  eventsKeptMs: 15 * 60_000,
  deletedKeptMs: 30 * 24 * 60 * 60_000,
  maxFrameBytes: 512 * 1024,
  compressFromBytes: undefined,
  maxContentBytes: 256 * 1024,
  maxAnswerBytes: 1024 * 1024,
  firstTokenMs: 60_000,
  betweenTokensMs: 60_000,
  runsPerUser: 4,
  tokensPerDay: undefined,
  maxToolRounds: 8,
  toolMs: 60_000,
  approvalMs: 24 * 60 * 60_000,
  maxSubscriptions: 50,
  maxSocketsPerUser: 20,
  upgradesPerSecond: 50,
  upgradeBurst: 500,
  maxAnonymousSocketsPerAddress: 500,
  framesPerSecond: 30,
  frameBurst: 60,
  messagesPerSecond: 5,
  messageBurst: 10,
};
