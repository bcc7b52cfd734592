import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { createChatServer, type ChatServer } from '../../src/server/index.ts';
import { createManualModel, type ManualModel } from '../support/manual-model.ts';

/** A server in this process, whose sockets can be looked at from behind. */
export interface OpenServer {
  readonly chat: ChatServer;
  readonly model: ManualModel;
  /** Bytes that the server has sent to the n-th socket and the network has not taken. */
  bufferedBytes(place: number): number;
}

/** Starts a server that streams answers of any length as fast as they are written. */
export async function startOpenServer(): Promise<OpenServer> {
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
  return { chat, model, bufferedBytes: (place) => sockets[place]?.writableLength ?? 0 };
}
