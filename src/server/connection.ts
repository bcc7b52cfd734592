import {
  closeCodes,
  compactSubprotocol,
  createCompactWriter,
  encodeFrame,
  type ConversationsFrame,
  type LoggedEvent,
  type ServerFrame,
} from '../protocol/index.ts';
import type { Session } from './auth/index.ts';
import { errorFrame, type RequestError } from './request-error.ts';
import type { ServerSocket } from './server-socket.ts';

/** A client on its socket. */
export interface Connection {
  readonly id: string;
  readonly socket: ServerSocket;
  /** Whose it is; `WebSocketState.assign` gives it to another. */
  user_id: string;
  /** What it was let in by; none where the application said who it is. */
  session: Session | undefined;
  /** The conversation that the application lets the frame have that is being answered, whoever owns it. */
  granted: string | undefined;
  /** Whether the server has closed it: what it still sends has no effect. */
  isShut(): boolean;
  send(frame: ServerFrame): void;
  /** Sends an event of a log; the first sight of one that answers a request carries that one's id. */
  sendEvent(event: LoggedEvent): void;
  /** Sends what is about the list of the user's conversations. */
  sendOfList(frame: ConversationsFrame): void;
  /** The next event of that type about that answers a request: about a message, or a call of a tool by its message and its own id. */
  expect(type: AnswerType, subject: string, requestId: string | undefined): void;
  /** It does not follow that conversation any more. */
  forget(conversationId: string): void;
  /** Answers a request with an `Error`, and closes where it asks for that. */
  refuse(error: RequestError, requestId?: string): void;
  close(code: number): void;
}

type AnswerType = 'MessageAdded' | 'ToolUpdate' | 'Complete';

/** What a reader that takes nothing may cost, in bytes, unless one frame is larger. */
const maxBufferedBytes = 512 * 1024;

/** A client that has been let in. `onFrame` is told of what it is sent. */
export function createConnection(id: string, user_id: string, socket: ServerSocket, onFrame?: (frame: ServerFrame) => void): Connection {
  return new SocketConnection(id, user_id, socket, onFrame);
}

/** A class, as there are thousands that say nothing: closures of their own would weigh more than all that is known of them. */
class SocketConnection implements Connection {
  readonly id: string;
  readonly socket: ServerSocket;
  user_id: string;
  session: Session | undefined;
  granted: string | undefined;
  readonly #onFrame: ((frame: ServerFrame) => void) | undefined;
  readonly #encode: (frame: ServerFrame) => string;
  #expected: Map<string, string> | undefined;
  #largestFrame = maxBufferedBytes;
  #isShut = false;

  constructor(id: string, user_id: string, socket: ServerSocket, onFrame: ((frame: ServerFrame) => void) | undefined) {
    this.id = id;
    this.user_id = user_id;
    this.socket = socket;
    this.#onFrame = onFrame;
    this.#encode = socket.protocol === compactSubprotocol ? createCompactWriter() : encodeFrame;
  }

  isShut(): boolean {
    return this.#isShut;
  }

  send(frame: ServerFrame): void {
    this.#onFrame?.(frame);
    if (this.#isReading()) this.#write(this.#encode(frame));
  }

  sendOfList(frame: ConversationsFrame): void {
    if (this.#isReading()) this.#write(encodeFrame(frame));
  }

  sendEvent(event: LoggedEvent): void {
    const request_id = this.#expected && this.#expected.size > 0 ? take(this.#expected, event) : undefined;
    this.send(request_id === undefined ? event : { ...event, request_id });
  }

  expect(type: AnswerType, subject: string, requestId: string | undefined): void {
    if (requestId === undefined) return;
    this.#expected ??= new Map();
    this.#expected.set(`${type} ${subject}`, requestId);
  }

  forget(conversationId: string): void {
    // As much as saying so; a client that has asked for it is not told.
    this.#encode({ type: 'Unsubscribed', conversation_id: conversationId });
  }

  refuse(error: RequestError, requestId?: string): void {
    this.send(errorFrame(error, requestId));
    if (error.details.closeCode !== undefined) this.close(error.details.closeCode);
  }

  close(code: number): void {
    if (this.#isShut) return;
    this.#isShut = true;
    this.socket.close(code);
  }

  /** Closes it if it takes nothing. */
  #isReading(): boolean {
    if (!this.#isShut && this.socket.bufferedBytes() > this.#largestFrame) this.close(closeCodes.slowReader);
    return !this.#isShut;
  }

  #write(text: string): void {
    // A code unit is three bytes at most, so only a long text needs to be measured.
    if (text.length * 3 > this.#largestFrame) this.#largestFrame = Math.max(this.#largestFrame, Buffer.byteLength(text));
    this.socket.send(text);
  }
}

function take(expected: Map<string, string>, event: LoggedEvent): string | undefined {
  const key = `${event.type} ${subjectOf(event)}`;
  const requestId = expected.get(key);
  expected.delete(key);
  return requestId;
}

/** What an answer to a request is about. */
function subjectOf(event: LoggedEvent): string | undefined {
  switch (event.type) {
    case 'MessageAdded':
      return event.message.id;
    case 'Complete':
      return event.message_id;
    case 'ToolUpdate':
      return `${event.message_id} ${event.tool.id}`;
    default:
      return undefined;
  }
}
