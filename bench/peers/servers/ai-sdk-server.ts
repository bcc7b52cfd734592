/**
 * The server of the AI SDK's own documentation for its WebSocket transport, with the numbered model in the place of `streamText`: streams
 * are retained and resumed, and chats are stored as its chapter on persistence says; a page loads them from /chats/ID.
 *
 *     node servers/ai-sdk-server.ts PORT LEDGER
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import {
  safeValidateWebSocketChatTransportRequest,
  type UIMessage,
  type UIMessageChunk,
  type WebSocketChatTransportResponse,
  type WebSocketChatTransportSendRequest,
} from 'ai';
import { WebSocketServer, type WebSocket } from 'ws';
import { numberedAnswer } from '../numbered-answer.ts';

interface RetainedStream {
  readonly chunks: { sequence: number; chunk: UIMessageChunk }[];
  readonly subscribers: Map<WebSocket, string>;
  isEnded: boolean;
}

const [port, ledger = ''] = process.argv.slice(2);
const streams = new Map<string, RetainedStream>();
const chats = `${ledger}-chats`;
mkdirSync(chats, { recursive: true });

const http = createServer((request, response) => {
  const file = `${chats}/${request.url?.split('/').at(-1)}`;
  response.end(existsSync(file) ? readFileSync(file) : '[]');
});
const server = new WebSocketServer({ server: http });
server.on('connection', (socket) => {
  socket.on('message', (data) => void receive(socket, String(data)));
  socket.on('close', () => {
    for (const stream of streams.values()) stream.subscribers.delete(socket);
  });
});
http.listen(Number(port), '127.0.0.1', () => console.log('listening'));

async function receive(socket: WebSocket, text: string): Promise<void> {
  const validated = await safeValidateWebSocketChatTransportRequest({ value: JSON.parse(text) });
  if (!validated.success) return socket.close(1008, 'Invalid frame');
  const frame = validated.data;
  const send = (response: WebSocketChatTransportResponse) => socket.send(JSON.stringify(response));
  const { requestId } = frame;
  if (frame.type === 'abort') return undefined;
  const stream = streams.get(frame.id);
  if (frame.type === 'resume') {
    if (!stream) return send({ type: 'no-active', requestId });
    send({ type: 'start', requestId });
    if (!stream.isEnded) stream.subscribers.set(socket, requestId);
    for (const stored of stream.chunks) send({ type: 'chunk', requestId, ...stored });
    return stream.isEnded ? send({ type: 'end', requestId }) : undefined;
  }
  if (stream?.isEnded === false) return send({ type: 'error', requestId, errorText: 'A response is already active for this chat.' });
  return generate(socket, frame);
}

async function generate(socket: WebSocket, { id, requestId, messages }: WebSocketChatTransportSendRequest): Promise<void> {
  const stream: RetainedStream = { chunks: [], subscribers: new Map([[socket, requestId]]), isEnded: false };
  streams.set(id, stream);
  save(id, messages);
  const messageId = crypto.randomUUID();

  function tell(chunk: UIMessageChunk): void {
    const stored = { sequence: stream.chunks.length, chunk };
    stream.chunks.push(stored);
    for (const [subscriber, request] of stream.subscribers)
      subscriber.send(JSON.stringify({ type: 'chunk', requestId: request, ...stored }));
  }

  let text = '';
  tell({ type: 'start', messageId });
  tell({ type: 'text-start', id: 'text' });
  for await (const delta of numberedAnswer(ledger, id, messages.filter(({ role }) => role === 'user').map(textOf))) {
    text += delta;
    tell({ type: 'text-delta', id: 'text', delta });
  }
  tell({ type: 'text-end', id: 'text' });
  tell({ type: 'finish' });
  save(id, [...messages, { id: messageId, role: 'assistant', parts: [{ type: 'text', text }] }]);
  stream.isEnded = true;
  for (const [subscriber, request] of stream.subscribers) subscriber.send(JSON.stringify({ type: 'end', requestId: request }));
  stream.subscribers.clear();
}

function save(id: string, messages: readonly UIMessage[]): void {
  writeFileSync(`${chats}/${id}`, JSON.stringify(messages));
}

function textOf({ parts }: UIMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
