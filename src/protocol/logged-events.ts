import type { EndStatus, RunError, Timestamp, ToolPart, Usage, WireMessage, WirePart } from './wire-message.ts';

interface Logged {
  conversation_id: string;
  /** Dense in a conversation: 1, 2, 3 … */
  sync_id: number;
  /** The sync_id that this event follows. Absent: sync_id - 1. */
  after?: number;
  request_id?: string;
}

/** A question, or an answer that is to be made. */
export interface MessageAdded extends Logged {
  type: 'MessageAdded';
  message: WireMessage;
}

/** What is new of a text. */
export interface Delta {
  content?: string;
  reasoning?: string;
}

/** More of an answer: it extends the last part of its kind, or opens one. */
export interface Update extends Logged {
  type: 'Update';
  message_id: string;
  delta: Delta;
  new_part?: boolean;
  at?: Timestamp;
  /** Compact frames only: the number that stands for this message on this socket from now on. */
  handle?: number;
}

/** What has become of a call of a tool. A field that is absent stays as it was. */
export interface ToolUpdate extends Logged {
  type: 'ToolUpdate';
  message_id: string;
  tool: Partial<Omit<ToolPart, 'type'>> & { id: string };
  at: Timestamp;
}

/** A part that came whole, or more of the one with its id. */
export interface PartEvent extends Logged {
  type: 'Part';
  message_id: string;
  part: WirePart;
  at?: Timestamp;
}

/** The end of an answer. Nothing of it follows. */
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

/** Whatever stands in the log of a conversation. */
export type LoggedEvent = MessageAdded | Update | ToolUpdate | PartEvent | Complete | UnknownEvent;
