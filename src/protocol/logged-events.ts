import type { EndStatus, RunError, Timestamp, ToolPart, Usage, WireMessage, WirePart } from './wire-message.ts';

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

/** Whatever stands in the log of a conversation. */
export type LoggedEvent = MessageAdded | Update | ToolUpdate | PartEvent | Complete | UnknownEvent;
