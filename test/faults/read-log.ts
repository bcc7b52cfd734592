import { on } from 'node:events';
import { WebSocket } from 'ws';
import { decodeServerFrame, type ClientFrame, type LoggedEvent, type ServerFrame, type WireMessage } from '../../src/protocol/index.ts';

/** A conversation as the server has it, read in both of its forms. */
export interface StoredConversation {
  readonly log_id: string;
  /** The sync_id of the last event. */
  readonly head: number;
  /** Every event, from a replay of everything. */
  readonly events: readonly LoggedEvent[];
  /** Every message, from a snapshot and the pages before it. */
  readonly messages: readonly WireMessage[];
}

/**
 * Reads a conversation by a client that knows nothing of the protocol but its frames.
 * @throws Error when the server refuses, or has trimmed the log.
 */
export async function readConversation(serverUrl: string, token: string, conversation_id: string): Promise<StoredConversation> {
  const { log_id, head, messages } = await readMessages(serverUrl, token, conversation_id);
  const events = await readEvents(serverUrl, token, { conversation_id, log_id, head });
  return { log_id, head, messages, events };
}

async function readMessages(serverUrl: string, token: string, conversation_id: string) {
  const socket = open(serverUrl, token);
  let log_id = '';
  let head = 0;
  const messages: WireMessage[] = [];
  for await (const frame of framesOf(socket)) {
    if (frame.type === 'Welcome') send(socket, { type: 'Subscribe', scope: 'chat', conversation_id });
    if (frame.type !== 'Subscribed' && frame.type !== 'History') continue;
    if (frame.type === 'Subscribed') {
      log_id = frame.log_id ?? '';
      head = frame.last_sync_id;
    }
    messages.unshift(...(frame.messages ?? []));
    const before = messages[0]?.id;
    if (!frame.has_earlier || before === undefined) break;
    send(socket, { type: 'History', conversation_id, before, limit: 50 });
  }
  socket.terminate();
  return { log_id, head, messages };
}

async function readEvents(
  serverUrl: string,
  token: string,
  { conversation_id, log_id, head }: { conversation_id: string; log_id: string; head: number },
) {
  const socket = open(serverUrl, token);
  const events: LoggedEvent[] = [];
  for await (const frame of framesOf(socket)) {
    if (frame.type === 'Welcome') send(socket, { type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 0, log_id });
    if (frame.type === 'Subscribed') {
      if (!frame.events) throw new Error('The log does not reach back to its beginning.');
      events.push(...frame.events);
    } else if ('sync_id' in frame) {
      events.push(frame);
    }
    if ((events.at(-1)?.sync_id ?? 0) >= head) break;
  }
  socket.terminate();
  return events;
}

function open(serverUrl: string, token: string): WebSocket {
  return new WebSocket(`${serverUrl.replace(/^http/, 'ws')}/ws`, 'chat.v1', { headers: { authorization: `Bearer ${token}` } });
}

async function* framesOf(socket: WebSocket): AsyncGenerator<ServerFrame> {
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    const decoded = decodeServerFrame(String(data));
    if (!decoded.ok) throw new Error(decoded.message);
    if (decoded.frame.type === 'Error') throw new Error(`Refused: ${decoded.frame.message}`);
    yield decoded.frame;
  }
  throw new Error('The server closed the socket.');
}

function send(socket: WebSocket, frame: ClientFrame): void {
  socket.send(JSON.stringify(frame));
}
