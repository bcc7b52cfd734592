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
  /** Answers a request with an `Error`, and closes where it asks for that. */
  refuse(error: RequestError, requestId?: string): void;
  close(code: number): void;
}

type AnswerType = 'MessageAdded' | 'ToolUpdate' | 'Complete';

/** What a reader that takes nothing may cost, in bytes, unless one frame is larger. */
const maxBufferedBytes = 512 * 1024;

/** A client that has been let in. `onFrame` is told of what it is sent. */
export function createConnection(id: string, user_id: string, socket: ServerSocket, onFrame?: (frame: ServerFrame) => void): Connection {
  let expected: Map<string, string> | undefined;
  const encode = socket.protocol === compactSubprotocol ? createCompactWriter() : encodeFrame;
  let largestFrame = maxBufferedBytes;
  let isShut = false;

  function write<Frame>(frame: Frame, encoded: (frame: Frame) => string): void {
    if (isShut) return;
    if (socket.bufferedBytes() > largestFrame) return connection.close(closeCodes.slowReader);
    const text = encoded(frame);
    // A code unit is three bytes at most, so only a long text needs to be measured.
    if (text.length * 3 > largestFrame) largestFrame = Math.max(largestFrame, Buffer.byteLength(text));
    socket.send(text);
  }

  const connection: Connection = {
    id,
    socket,
    user_id,
    session: undefined,
    granted: undefined,
    isShut: () => isShut,
    send(frame) {
      onFrame?.(frame);
      write(frame, encode);
    },
    sendOfList: (frame) => write(frame, encodeFrame),
    sendEvent(event) {
      const request_id = expected && expected.size > 0 ? take(expected, event) : undefined;
      connection.send(request_id === undefined ? event : { ...event, request_id });
    },
    expect(type, subject, requestId) {
      if (requestId === undefined) return;
      expected ??= new Map();
      expected.set(`${type} ${subject}`, requestId);
    },
    refuse(error, requestId) {
      connection.send(errorFrame(error, requestId));
      if (error.details.closeCode !== undefined) connection.close(error.details.closeCode);
    },
    close(code) {
      if (isShut) return;
      isShut = true;
      socket.close(code);
    },
  };
  return connection;
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
