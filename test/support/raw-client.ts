import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createServerFrameReader, type ClientFrame, type ServerFrame } from '../../src/protocol/index.ts';

/** How a raw client connects. */
export interface RawClientOptions extends Pick<ClientOptions, 'headers' | 'origin' | 'autoPong'> {
  readonly protocols?: string[];
  readonly path?: string;
}

type Matching<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

/** A WebSocket, and everything that came through it. It knows nothing of the protocol but its frames. */
export interface RawClient {
  readonly socket: WebSocket;
  /** Every frame so far, in order. */
  readonly received: readonly ServerFrame[];
  /** The bytes of each. */
  readonly sizes: readonly number[];
  /** How many bytes have come, those of the 101 too. */
  readonly bytesRead: () => number;
  /** The headers of the 101, once it has come. */
  readonly upgradeHeaders: () => Readonly<Record<string, string | string[] | undefined>>;
  send(...frames: ClientFrame[]): void;
  sendRaw(data: string | Uint8Array): void;
  /** The first frame for which that holds, from the one after the last that was asked for this way. */
  next<Type extends ServerFrame['type']>(type: Type, holds?: (frame: Matching<Type>) => boolean): Promise<Matching<Type>>;
  /** Resolves when the socket has closed, with the code. */
  readonly closed: Promise<number>;
  close(): void;
}

/** Opens a socket. It is gone after the test. */
export function connect(url: string, { path = '/ws', protocols = ['chat.v1'], ...options }: RawClientOptions = {}): RawClient {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + path, protocols, options);
  onTestFinished(() => socket.terminate());
  const readFrame = createServerFrameReader();
  const received: ServerFrame[] = [];
  const sizes: number[] = [];
  const waiting = new Set<() => void>();
  let read = 0;
  let stream: Socket | undefined;
  let headers: Readonly<Record<string, string | string[] | undefined>> = {};

  socket.on('upgrade', (response) => {
    headers = response.headers;
    stream = response.socket;
  });
  socket.on('message', (data) => {
    if (!Buffer.isBuffer(data)) throw new Error('A frame came in pieces.');
    const decoded = readFrame(data.toString());
    if (!decoded.ok) throw new Error(`${decoded.message} ${data.toString()}`);
    sizes.push(data.length);
    received.push(decoded.frame);
    for (const wake of waiting) wake();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));

  return {
    socket,
    received,
    sizes,
    closed,
    bytesRead: () => stream?.bytesRead ?? 0,
    upgradeHeaders: () => headers,
    send(...frames) {
      for (const frame of frames) socket.send(JSON.stringify(frame));
    },
    sendRaw: (data) => socket.send(data),
    next(type, holds = () => true) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const place = received.findIndex((frame, at) => at >= read && frame.type === type && holds(frame as Matching<typeof type>)); // by its type
          const found = received[place];
          if (!found) return;
          waiting.delete(look);
          read = place + 1;
          resolve(found as Matching<typeof type>); // by its type
        };
        waiting.add(look);
        look();
        void closed.then((code) => {
          if (waiting.delete(look))
            reject(new Error(`The socket closed with ${code} before a ${type} came; last: ${JSON.stringify(received.at(-1))}`));
        });
      });
    },
    close: () => socket.close(),
  };
}

/** Opens a socket and waits for its `Welcome`. */
export async function connected(url: string, options?: RawClientOptions): Promise<RawClient> {
  const client = connect(url, options);
  await client.next('Welcome');
  return client;
}
