import type { ErrorCode, ErrorLayer } from './error-codes.ts';

/** Milliseconds since 1970, by the server's clock. */
export type Timestamp = number;

export type Role = 'user' | 'assistant' | 'system';

/** What has become of a message. Only `pending` and `streaming` can still change. */
export type MessageStatus = 'pending' | 'streaming' | 'complete' | 'stopped' | 'interrupted' | 'failed';

/** The ways in which a run ends. */
export type EndStatus = Exclude<MessageStatus, 'pending' | 'streaming'>;

export type ToolStatus = 'running' | 'awaiting' | 'done' | 'failed' | 'denied';

/** Why a run failed, in words for a person. Never a stack, a key or an upstream body. */
export interface RunError {
  code: string;
  message: string;
  retryable: boolean;
}

/** Tokens that the provider counted, and what follows from them. */
export interface Usage {
  input_tokens?: number;
  output_tokens?: number;
  reasoning_tokens?: number;
  /** What they cost, in US dollars. */
  cost_usd?: number;
  /** How many messages at the front of the conversation the model was not given, for want of room. */
  omitted_messages?: number;
}

/** What was asked of the model for one answer. */
export interface MessageOptions {
  use_reasoning?: boolean;
  model?: string;
  repos?: string[];
}

export interface WireTextPart {
  type: 'text';
  text: string;
}

export interface WireReasoningPart {
  type: 'reasoning';
  text: string;
  started_at?: Timestamp;
  ended_at?: Timestamp;
  redacted?: boolean;
}

export interface ToolPart {
  type: 'tool';
  id: string;
  name: string;
  status: ToolStatus;
  input?: unknown;
  output?: unknown;
  truncated?: boolean;
  error?: string;
  started_at?: Timestamp;
  ended_at?: Timestamp;
}

/** A file that a message brings. */
export interface MessageFile {
  name: string;
  media_type: string;
  /** Its bytes in base64. */
  data: string;
}

/** A file of a question, as it is stored. */
export interface FilePart extends MessageFile {
  type: 'file';
  /** In bytes. */
  size: number;
}

/** A part of a kind that this version does not know: kept, and not shown. */
export interface UnknownPart {
  type: 'unknown';
  id?: string;
  value: Record<string, unknown>;
}

export type WirePart = WireTextPart | WireReasoningPart | ToolPart | FilePart | UnknownPart;

/** A message as it stands on the wire, whole. */
export interface WireMessage {
  id: string;
  role: Role;
  /** The message it answers or follows; null for a first question. */
  reply_to: string | null;
  parts: WirePart[];
  status: MessageStatus;
  author?: string;
  model?: string;
  options?: MessageOptions;
  created_at: Timestamp;
  ended_at?: Timestamp;
  finish_reason?: string;
  usage?: Usage;
  error?: RunError;
}

// ---- client to server -------------------------------------------------------------------------------------------

interface Request {
  request_id?: string;
}

export interface SubscribeFrame extends Request {
  type: 'Subscribe';
  /** `conversations`: the list of the user's conversations. */
  scope: 'chat' | 'conversations';
  conversation_id?: string;
  last_sync_id?: number;
  log_id?: string;
}

export type UnsubscribeFrame = Request & { type: 'Unsubscribe' } & (
    | { scope: 'chat'; conversation_id: string }
    | { scope: 'conversations' }
  );

export interface MessageFrame extends Request {
  type: 'Message';
  id: string;
  conversation_id?: string;
  content: string;
  files?: MessageFile[];
  reply_to?: string;
  fork?: boolean;
  use_reasoning?: boolean;
  model?: string;
  repos?: string[];
}

export interface RegenerateFrame extends Request {
  type: 'Regenerate';
  /** The new answer's id. */
  id: string;
  conversation_id: string;
  /** The ended answer. */
  message_id: string;
  use_reasoning?: boolean;
  model?: string;
}

export interface CancelFrame extends Request {
  type: 'Cancel';
  conversation_id: string;
  message_id: string;
}

export interface ApproveFrame extends Request {
  type: 'Approve';
  conversation_id: string;
  message_id: string;
  tool_id: string;
  approved: boolean;
}

export interface HistoryRequestFrame extends Request {
  type: 'History';
  conversation_id: string;
  /** The id of the oldest message that is held. */
  before: string;
  limit: number;
}

export interface RenameFrame extends Request {
  type: 'Rename';
  conversation_id: string;
  /** One line of 1 to 200 characters, without space around it. */
  title: string;
}

export interface DeleteFrame extends Request {
  type: 'Delete';
  conversation_id: string;
}

/** Takes a `Delete` back. */
export interface RestoreFrame extends Request {
  type: 'Restore';
  conversation_id: string;
}

export interface AuthenticateFrame extends Request {
  type: 'Authenticate';
  token: string;
}

export interface PingFrame extends Request {
  type: 'Ping';
}

export type ClientFrame =
  | SubscribeFrame
  | UnsubscribeFrame
  | MessageFrame
  | RegenerateFrame
  | CancelFrame
  | ApproveFrame
  | HistoryRequestFrame
  | RenameFrame
  | DeleteFrame
  | RestoreFrame
  | AuthenticateFrame
  | PingFrame;

// ---- server to client: logged events ----------------------------------------------------------------------------

interface Logged {
  conversation_id: string;
  /** Dense in a conversation: 1, 2, 3 … */
  sync_id: number;
  /** The sync_id that this event follows. Absent: sync_id - 1. */
  after?: number;
  request_id?: string;
}

export interface MessageAdded extends Logged {
  type: 'MessageAdded';
  message: WireMessage;
}

export interface Delta {
  content?: string;
  reasoning?: string;
}

export interface Update extends Logged {
  type: 'Update';
  message_id: string;
  delta: Delta;
  new_part?: boolean;
  at?: Timestamp;
  /** Compact frames only: the number that stands for this message on this socket from now on. */
  handle?: number;
}

export interface ToolUpdate extends Logged {
  type: 'ToolUpdate';
  message_id: string;
  tool: Partial<Omit<ToolPart, 'type'>> & { id: string };
  at: Timestamp;
}

export interface PartEvent extends Logged {
  type: 'Part';
  message_id: string;
  part: WirePart;
  at?: Timestamp;
}

export interface Complete extends Logged {
  type: 'Complete';
  message_id: string;
  status: EndStatus;
  finish_reason?: string;
  model?: string;
  usage?: Usage;
  error?: RunError;
  at: Timestamp;
}

/** An event of a type that this version does not know. It moves the cursor and changes nothing. */
export interface UnknownEvent extends Logged {
  type: 'Unknown';
}

export type LoggedEvent = MessageAdded | Update | ToolUpdate | PartEvent | Complete | UnknownEvent;

// ---- server to client: not logged -------------------------------------------------------------------------------

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

export interface Unsubscribed {
  type: 'Unsubscribed';
  conversation_id: string;
  code?: string;
}

export interface History {
  type: 'History';
  conversation_id: string;
  log_id: string;
  before: string;
  messages: WireMessage[];
  has_earlier: boolean;
  request_id?: string;
}

export interface Authenticated {
  type: 'Authenticated';
  user_id: string;
  expires_at?: Timestamp;
  request_id?: string;
}

export interface Draining {
  type: 'Draining';
  spread_ms: number;
}

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
