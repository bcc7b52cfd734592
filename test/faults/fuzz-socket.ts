import { once } from 'node:events';
import { WebSocket } from 'ws';
import { decodeServerFrame, type ServerFrame } from '../../src/protocol/index.ts';
import type { FuzzFrame } from './fuzz-frames.ts';

/** A socket that sends anything, and remembers nothing of what it has told. */
export interface FuzzSocket {
  /**
   * Sends frames, and gathers what comes until all of them have been taken, which the server shows by its answer to a last one; undefined
   * if it closes the socket before.
   * @throws Error when the server sends what is no frame of its own.
   */
  exchange(frames: readonly FuzzFrame[]): Promise<readonly ServerFrame[] | undefined>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): void;
}

/** Opens a socket of somebody new. */
export async function openFuzzSocket(url: string): Promise<FuzzSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, 'chat.v1');
  let exchanges = 0;
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await once(socket, 'message');

  return {
    closed,
    close: () => socket.terminate(),
    exchange(frames) {
      exchanges += 1;
      const last = `last of ${exchanges}`;
      const received: ServerFrame[] = [];
      const { promise, resolve, reject } = Promise.withResolvers<readonly ServerFrame[] | undefined>();
      const take = (data: unknown) => {
        const decoded = decodeServerFrame(String(data));
        if (!decoded.ok) return reject(new Error(`${decoded.message} ${String(data)}`));
        received.push(decoded.frame);
        return decoded.frame.type === 'Pong' && decoded.frame.request_id === last && resolve(received);
      };
      const end = () => resolve(undefined);
      socket.on('message', take).once('close', end);
      for (const frame of frames) socket.send(frame);
      socket.send(JSON.stringify({ type: 'Ping', request_id: last }));
      return promise.finally(() => socket.off('message', take).off('close', end));
    },
  };
}
