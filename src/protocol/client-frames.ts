import type { MessageFile } from './wire-message.ts';

interface Request {
  request_id?: string;
}

/** Follows a conversation, or the list of conversations, from a cursor or from nothing. */
export interface SubscribeFrame extends Request {
  type: 'Subscribe';
  /** `conversations`: the list of the user's conversations. */
  scope: 'chat' | 'conversations';
  conversation_id?: string;
  last_sync_id?: number;
  log_id?: string;
}

/** Ends what a `Subscribe` began. */
export type UnsubscribeFrame = Request & { type: 'Unsubscribe' } & (
    | { scope: 'chat'; conversation_id: string }
    | { scope: 'conversations' }
  );

/** A question. However often it comes, it takes effect once. */
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

/** Asks for another answer beside one that has ended. */
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

/** Stops an answer, or the unfinished answers of a question. */
export interface CancelFrame extends Request {
  type: 'Cancel';
  conversation_id: string;
  message_id: string;
}

/** Allows or denies a call of a tool. The first word counts. */
export interface ApproveFrame extends Request {
  type: 'Approve';
  conversation_id: string;
  message_id: string;
  tool_id: string;
  approved: boolean;
}

/** Asks for a page of the messages before one. */
export interface HistoryRequestFrame extends Request {
  type: 'History';
  conversation_id: string;
  /** The id of the oldest message that is held. */
  before: string;
  limit: number;
}

/** Gives a conversation another title. */
export interface RenameFrame extends Request {
  type: 'Rename';
  conversation_id: string;
  /** One line of 1 to 200 characters, without space around it. */
  title: string;
}

/** Deletes a conversation. */
export interface DeleteFrame extends Request {
  type: 'Delete';
  conversation_id: string;
}

/** Takes a `Delete` back. */
export interface RestoreFrame extends Request {
  type: 'Restore';
  conversation_id: string;
}

/** Says whose socket it is, as its first frame or to renew. */
export interface AuthenticateFrame extends Request {
  type: 'Authenticate';
  token: string;
}

/** Asks for a sign of life. */
export interface PingFrame extends Request {
  type: 'Ping';
}

/** Whatever a client sends. */
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
