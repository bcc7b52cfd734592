import type { ClientFrame, ErrorFrame } from '../protocol/index.ts';
import type { Requests } from './requests.ts';

/** What follows another scope than `chat` on the connection of a client. */
export interface Channel {
  /** A frame of its scope, as it came. */
  receive(frame: Record<string, unknown>): void;
  /** One of its requests was refused: those whose id begins with its scope and a colon. */
  refused(error: ErrorFrame): void;
  /** A new socket is live. */
  onLive(): void;
}

/** What a channel is given to work with. */
export interface ChannelLink {
  readonly lingerMs: number;
  readonly requests: Requests;
  /** Whether the frame was given to a live socket. */
  send(frame: ClientFrame): boolean;
  /** A conversation is there: one that was not when last asked is asked for again. */
  isThere(conversationId: string): void;
}
