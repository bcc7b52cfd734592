import { closeCodes, decodeClientFrame, type AuthenticateFrame, type ClientFrame, type Decoded } from '../protocol/index.ts';
import type { Session, TokenHolder, Who } from './auth/index.ts';
import type { ChatHandler } from './chat-handler.ts';
import type { Connection } from './connection.ts';
import { DatabaseAwayError } from './database/database-away-error.ts';
import type { Environment } from './environment.ts';
import type { Logger } from './logger.ts';
import { RequestError } from './request-error.ts';
import type { TokenExpiry } from './token-expiry.ts';
import { createTokenBucket, type Rate, type TokenBucket } from './token-bucket.ts';
import type { TakeOver } from './take-over.ts';
import type { WebSocketState } from './websocket-state.ts';

/** What one socket may send at most. */
export interface FrameLimits {
  readonly frameRate: Rate;
  /** Frames that cannot be read. */
  readonly badFrameRate: Rate;
  /** Frames beyond `frameRate`. */
  readonly excessRate: Rate;
}

/** What the processor works with. */
export interface MessageProcessorOptions {
  /** Does what a frame about conversations asks. */
  readonly handle: ChatHandler['handle'];
  readonly who: Pick<Who, 'verify'>;
  readonly takeOver: TakeOver;
  /** Ends a session that nobody needs. */
  readonly endSession: (session: Session) => Promise<void>;
  /** Ends what a socket follows of its user's list (R9.11). */
  readonly leaveList: (connection: Connection) => void;
  /** Told of each token that a socket presents. */
  readonly watchExpiry: TokenExpiry['watch'];
  readonly state: Pick<WebSocketState, 'assign' | 'countOf'>;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly limits: FrameLimits;
  readonly maxSocketsPerUser: number;
}

/** Hears who somebody new turns out to be. */
export type OnKnown = (holder: TokenHolder) => void;

/** Reads what clients send, sees that they may, and passes it on. */
export interface MessageProcessor {
  /**
   * What a new socket's frames are to be given to; undefined stands for a frame that is not text. `onKnown`, of one that came without credentials,
   * is told if its first frame says who it is; what it throws refuses that.
   */
  open(connection: Connection, onKnown?: OnKnown): (text: string | undefined) => void;
}

/** What is known of one socket. There are thousands that say nothing, so it is a record, and has what it needs when it needs it. */
interface Client {
  readonly connection: Connection;
  /** Told if its first frame says who they are; undefined: they are known, or have said something else. */
  onKnown: OnKnown | undefined;
  turn: Promise<void>;
  /** How much waits for its turn, in UTF-16 code units. */
  waiting: number;
  /** It does not stop: it is closed when that is its turn, and nothing more of it is kept until then. */
  isFlood: boolean;
  frames?: TokenBucket;
  badFrames?: TokenBucket;
  excess?: TokenBucket;
}

const noTurn = Promise.resolve();

type Refused = Extract<Decoded<never>, { ok: false }>;

const notText: Refused = { ok: false, code: 'bad_json', message: 'A frame is one JSON object, as text. This one is binary.' };

/** How much of one socket waits for its turn, in UTF-16 code units, before it is told to come later; and when that is, in milliseconds. */
const maxWaiting = 2 * 1024 * 1024;
const crowdedMs = 1000;

/** When to ask again for what needs a database that is away. */
const awayRetry = { retry_after_ms: 2000 };

/** The frames of one socket take effect one after another; the sockets do not wait for one another. */
export function createMessageProcessor(options: MessageProcessorOptions): MessageProcessor {
  const { handle, who, takeOver, endSession, leaveList, watchExpiry, state, environment, logger, limits, maxSocketsPerUser } = options;

  async function authenticate(connection: Connection, frame: AuthenticateFrame, onKnown: Client['onKnown']): Promise<void> {
    const isFirstOfStranger = onKnown !== undefined;
    const holder = await who.verify(frame.token);
    if (!holder) throw new RequestError('unauthorized', 'This token is not valid.', { closeCode: closeCodes.unauthorized });
    const { user_id, expires_at } = holder;
    const isOther = user_id !== connection.user_id;
    if (isOther && !isFirstOfStranger && !isSigningIn(connection, holder)) {
      throw new RequestError('forbidden', 'This socket belongs to another user. Open a new one.', { closeCode: closeCodes.forbidden });
    }
    if (isOther && state.countOf(user_id) >= maxSocketsPerUser) throw tooManySockets();
    // Each socket of a client that keeps no cookies begins as somebody new.
    if (isOther) onKnown?.(holder);
    const { session: fresh } = connection;
    const become = () => {
      state.assign(connection, user_id);
      connection.session = holder.session;
      watchExpiry(connection, holder);
      if (isOther) leaveList(connection);
    };
    if (isOther && !isFirstOfStranger) await takeOver(connection.user_id, user_id, become);
    else become();
    if (isOther && isFirstOfStranger && fresh && state.countOf(fresh.user_id) === 0) await endSession(fresh);
    const { request_id } = frame;
    const expiry = expires_at === undefined ? {} : { expires_at };
    connection.send({ type: 'Authenticated', user_id, ...expiry, ...(request_id === undefined ? {} : { request_id }) });
  }

  async function route(connection: Connection, frame: ClientFrame, onKnown: Client['onKnown']): Promise<void> {
    if (frame.type === 'Authenticate') return authenticate(connection, frame, onKnown);
    if (frame.type !== 'Ping') return handle(connection, frame);
    connection.send({ type: 'Pong', ...(frame.request_id === undefined ? {} : { request_id: frame.request_id }) });
  }

  function toRequestError(error: unknown, frame: ClientFrame, connection: Connection): RequestError {
    if (error instanceof RequestError) return error;
    const { type, request_id } = frame;
    logger.error('a frame failed', { connection_id: connection.id, request_id, type, error });
    if (error instanceof DatabaseAwayError) return new RequestError('unavailable', 'The server cannot reach its data now.', awayRetry);
    return new RequestError('internal', 'Something went wrong on the server.');
  }

  function refuseInTurn(client: Client, retry_after_ms: number, requestId: string | undefined): void {
    client.excess ??= createTokenBucket(limits.excessRate, environment.now);
    client.isFlood = client.excess.take() > 0;
    const closing = client.isFlood ? { closeCode: closeCodes.tooMany } : {};
    const error = new RequestError('rate_limited', 'Too many frames at once.', { retry_after_ms, ...closing });
    client.turn = client.turn.then(() => client.connection.refuse(error, requestId));
  }

  function unreadable(client: Client, { code, message }: Refused): RequestError {
    const counts = code !== 'unknown_type';
    client.badFrames ??= createTokenBucket(limits.badFrameRate, environment.now);
    const closing = counts && client.badFrames.take() > 0 ? { closeCode: closeCodes.badFrames } : {};
    return new RequestError(code, message, closing);
  }

  async function take(client: Client, decoded: Decoded<ClientFrame>, size: number): Promise<void> {
    const { connection, onKnown } = client;
    client.waiting -= size;
    if (connection.isShut()) return;
    client.onKnown = undefined;
    if (!decoded.ok) return connection.refuse(unreadable(client, decoded), requestIdOf(decoded));
    const { frame } = decoded;
    await route(connection, frame, onKnown).catch((error: unknown) => {
      connection.refuse(toRequestError(error, frame, connection), requestIdOf(decoded));
    });
  }

  function hear(client: Client, text: string | undefined): void {
    if (client.connection.isShut() || client.isFlood) return;
    client.frames ??= createTokenBucket(limits.frameRate, environment.now);
    const waitMs = client.frames.take() || (client.waiting > maxWaiting ? crowdedMs : 0);
    const decoded = text === undefined ? notText : decodeClientFrame(text);
    if (waitMs > 0) return refuseInTurn(client, waitMs, requestIdOf(decoded));
    const size = text?.length ?? 0;
    client.waiting += size;
    client.turn = client.turn.then(() => take(client, decoded, size));
  }

  return {
    open(connection, onKnown) {
      const client: Client = { connection, onKnown, turn: noTurn, waiting: 0, isFlood: false };
      return (text) => hear(client, text);
    },
  };
}

/** Whether an anonymous user turns out to be a known one: the one change that a socket's user can undergo (R3.12). */
function isSigningIn({ session }: Connection, holder: TokenHolder): boolean {
  return session?.provider === null && holder.session?.provider !== null;
}

/** A user has as many sockets as may be. */
export function tooManySockets(): RequestError {
  return new RequestError('rate_limited', 'Too many connections of one user.', { retry_after_ms: 30_000, closeCode: closeCodes.tooMany });
}

/** `Message` and `Regenerate` are known by their id where they name no request. */
function requestIdOf(decoded: Decoded<ClientFrame>): string | undefined {
  if (!decoded.ok) return decoded.request_id;
  const { frame } = decoded;
  return frame.request_id ?? ('id' in frame ? frame.id : undefined);
}
