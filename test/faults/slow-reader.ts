import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { decodeServerFrame, type ServerFrame } from '../../src/protocol/index.ts';
import { createChatServer } from '../../src/server/index.ts';
import { createManualModel } from '../support/manual-model.ts';

/** An answer that is being written by hand, a reader that reads it, and a slow one that has it open and takes no byte of it. */
export interface SlowReaderScene {
  /** Writes so many characters, and waits until they have come to the one who reads. */
  write(length: number): Promise<void>;
  /** Ends the answer, and waits until that has come to the one who reads. */
  finish(): Promise<void>;
  /** Bytes that the server holds for the slow reader, beyond those that the network has taken. */
  bufferedBytes(): number;
  /** The most that it ever held, seen after each write. */
  largestBuffer(): number;
  readonly reader: Reader;
  readonly slow: Reader;
  close(): Promise<void>;
}

/** One who has the conversation open. */
export interface Reader {
  readonly socket: WebSocket;
  /** The pieces of the answer that came, by their lengths. */
  readonly pieces: readonly number[];
  /** Resolves with the next frame of that type. */
  next<Type extends ServerFrame['type']>(type: Type): Promise<Extract<ServerFrame, { type: Type }>>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

/** Opens the scene on a server in this process, whose sockets can be looked at from behind. */
export async function openSlowReaderScene(): Promise<SlowReaderScene> {
  const server = createServer();
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  const model = createManualModel();
  const chat = await createChatServer({
    server,
    port: 0,
    data: ':memory:',
    model,
    flushIntervalMs: 0,
    drainMs: 0,
    maxAnswerBytes: 2 ** 30,
  });
  const conversation_id = crypto.randomUUID();

  const reader = openReader(chat.url);
  const { token } = await reader.next('Welcome');
  reader.socket.send(JSON.stringify({ type: 'Message', id: conversation_id, content: 'Go on and on.' }));
  const answer = await model.next();
  const slow = openReader(chat.url, token);
  await slow.next('Welcome');
  const subscribed = slow.next('Subscribed');
  slow.socket.send(JSON.stringify({ type: 'Subscribe', scope: 'chat', conversation_id }));
  await subscribed;
  slow.socket.pause();

  const bufferedBytes = () => sockets[1]?.writableLength ?? 0;
  let largest = 0;
  return {
    reader,
    slow,
    bufferedBytes,
    largestBuffer: () => largest,
    async write(length) {
      const shown = reader.next('Update');
      answer.write('x'.repeat(length));
      await shown;
      largest = Math.max(largest, bufferedBytes());
    },
    async finish() {
      const ended = reader.next('Complete');
      answer.finish();
      await ended;
    },
    async close() {
      for (const { socket } of [reader, slow]) socket.terminate();
      await chat.close();
    },
  };
}

function openReader(url: string, token?: string): Reader {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, 'chat.v1', { headers });
  const pieces: number[] = [];
  const waiting = new Set<(frame: ServerFrame) => void>();
  socket.on('message', (data) => {
    const decoded = decodeServerFrame(String(data));
    if (!decoded.ok) return;
    const { frame } = decoded;
    if (frame.type === 'Update') pieces.push(frame.delta.content?.length ?? 0);
    for (const look of waiting) look(frame);
  });
  return {
    socket,
    pieces,
    closed: once(socket, 'close').then(([code]) => Number(code)),
    next: (type) =>
      new Promise((resolve) => {
        const look = (frame: ServerFrame) => {
          if (frame.type !== type) return;
          waiting.delete(look);
          resolve(frame as Extract<ServerFrame, { type: typeof type }>); // by its type
        };
        waiting.add(look);
      }),
  };
}
