import { compactSubprotocol, createCompactWriter, encodeFrame, type ServerFrame } from '../protocol/index.ts';
import type { MockLog } from './mock-log.ts';

/** One open socket, as a test sees it. */
export interface MockConnection {
  /** As `Welcome` told it. */
  readonly id: string;
  /** Whose socket it is, now. */
  readonly userId: string;
  /** Sends any frame of the protocol, also one that the mock server would not send by itself. */
  send(frame: ServerFrame): void;
  /** Sends text as it is: for what no server should send. */
  sendRaw(text: string): void;
  /** Closes the socket, behind what was sent. @default code 1006, as if the connection were lost without a close frame */
  close(code?: number, reason?: string): void;
  /** Plays dead, though the socket stays open: a half-open connection. @default 'both' directions */
  silence(direction?: SilentDirection): void;
}

/** What is swallowed by a half-open connection: what is sent to the client alone, or also what comes from it. */
export type SilentDirection = 'both' | 'to-client';

/** One open socket, as the mock server sees it. */
export interface Session extends MockConnection {
  userId: string;
  readonly cameWithCredentials: boolean;
  /** Whether what comes is not read: it plays dead, or is closing. */
  readonly isDeaf: boolean;
  framesRead: number;
  badFrames: number;
  readonly follows: Set<MockLog>;
}

/** What is used of msw's handle on a client. */
export interface Wire {
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

interface SessionOptions {
  id: string;
  userId: string;
  cameWithCredentials: boolean;
  protocol: string | undefined;
}

/** A session on an open socket. */
export function createSession(wire: Wire, { id, userId, cameWithCredentials, protocol }: SessionOptions): Session {
  const encode = protocol === compactSubprotocol ? createCompactWriter() : encodeFrame;
  let isDeaf = false;
  let isMute = false;

  function sendRaw(text: string): void {
    if (!isMute) wire.send(text);
  }

  return {
    id,
    userId,
    cameWithCredentials,
    get isDeaf() {
      return isDeaf;
    },
    framesRead: 0,
    badFrames: 0,
    follows: new Set(),
    send: (frame) => sendRaw(encode(frame)),
    sendRaw,
    close(code = 1006, reason = '') {
      isDeaf = true;
      isMute = true;
      // msw delivers in microtasks and drops what a closing socket has not got yet.
      queueMicrotask(() => wire.close(code, reason));
    },
    silence(direction = 'both') {
      isMute = true;
      isDeaf ||= direction === 'both';
    },
  };
}
