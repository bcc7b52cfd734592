/** Milliseconds since 1970, by the server's clock. */
export type Timestamp = number;

/** Who speaks. */
export type Role = 'user' | 'assistant' | 'system';

/** What has become of a message. Only `pending` and `streaming` can still change. */
export type MessageStatus = 'pending' | 'streaming' | 'complete' | 'stopped' | 'interrupted' | 'failed';

/** The ways in which a run ends. */
export type EndStatus = Exclude<MessageStatus, 'pending' | 'streaming'>;

/** How far a call of a tool has come. */
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

/** What was asked, or the Markdown of an answer. */
export interface WireTextPart {
  type: 'text';
  text: string;
}

/** What the model thought. `redacted`: its provider keeps it to itself. */
export interface WireReasoningPart {
  type: 'reasoning';
  text: string;
  started_at?: Timestamp;
  ended_at?: Timestamp;
  redacted?: boolean;
}

/** A call of a tool, and what came of it. `truncated`: of a long output the beginning. */
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

/** One piece of a message, in the order in which it came. */
export type WirePart = WireTextPart | WireReasoningPart | ToolPart | FilePart | UnknownPart;

/** A message as it stands on the wire, whole. */
export interface WireMessage {
  id: string;
  role: Role;
  /** The message it answers or follows; null for a first question. */
  reply_to: string | null;
  parts: WirePart[];
  status: MessageStatus;
  /** The user who wrote it or asked for it, where that is not the owner of the conversation. */
  author?: string;
  model?: string;
  options?: MessageOptions;
  created_at: Timestamp;
  ended_at?: Timestamp;
  finish_reason?: string;
  usage?: Usage;
  error?: RunError;
}
