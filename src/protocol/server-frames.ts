import type { ErrorCode, ErrorLayer } from './error-codes.ts';
import type { LoggedEvent } from './logged-events.ts';
import type { Timestamp, WireMessage } from './wire-message.ts';

/** The first frame of a socket: whose it is, and what it may do. */
export interface Welcome {
  type: 'Welcome';
  connection_id: string;
  protocol: number;
  user_id: string;
  /** For clients that keep no cookies: to be presented by `Authenticate` on the next socket. */
  token?: string;
  /** The anonymous user that this one was before signing in. */
  previous_user_id?: string;
  now: Timestamp;
  heartbeat_ms: number;
  max_frame_bytes: number;
}

/** The answer to a `Subscribe`: it brings a client to `last_sync_id` in one step. */
export interface Subscribed {
  type: 'Subscribed';
  scope: string;
  /** Absent in the answer to a `Subscribe` without a conversation. */
  conversation_id?: string;
  log_id?: string;
  last_sync_id: number;
  /** A replay: what follows the client's cursor. */
  events?: LoggedEvent[];
  /** A snapshot: the newest messages, whole. */
  messages?: WireMessage[];
  has_earlier?: boolean;
  request_id?: string;
}

/** No more events of a conversation follow; with `not_found` it is gone. */
export interface Unsubscribed {
  type: 'Unsubscribed';
  conversation_id: string;
  code?: string;
}

/** A page of ended messages, in log order, and whether there are earlier ones. */
export interface History {
  type: 'History';
  conversation_id: string;
  log_id: string;
  before: string;
  messages: WireMessage[];
  has_earlier: boolean;
  request_id?: string;
}

/** Whose socket it is from now on. */
export interface Authenticated {
  type: 'Authenticated';
  user_id: string;
  expires_at?: Timestamp;
  request_id?: string;
}

/** The server is about to stop: nothing new is to be sent, and clients are to come back within `spread_ms`. */
export interface Draining {
  type: 'Draining';
  spread_ms: number;
}

/** A sign of life. */
export interface Pong {
  type: 'Pong';
  request_id?: string;
}

/** A frame of another scope than `chat`, as it came: whoever follows that scope reads it, and no conversation is touched by it. */
export interface ScopedFrame {
  type: 'Scoped';
  scope: string;
  value: Record<string, unknown>;
}

/** Why one request was refused. */
export interface ErrorFrame {
  type: 'Error';
  layer: ErrorLayer;
  /** One of `ErrorCode`, or one of a later version: then `retryable` decides. */
  code: ErrorCode | (string & {});
  message: string;
  retryable: boolean;
  retry_after_ms?: number;
  request_id?: string;
  conversation_id?: string;
}

/** Whatever a server sends. */
export type ServerFrame =
  | LoggedEvent
  | Welcome
  | Subscribed
  | Unsubscribed
  | History
  | Authenticated
  | Draining
  | Pong
  | ScopedFrame
  | ErrorFrame;
