import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { nowMicros } from './server-child.ts';

/** What the clients of a server have seen. */
export interface Seen {
  /** How long each timed delta was on its way, in microseconds. */
  readonly delays: readonly number[];
  /** Forgets what has come; `withTimes`: from now on each delta is the time at which it was made. */
  startAnew(withTimes: boolean): void;
  onText(text: string): void;
  /** Resolves once so many deltas have come. */
  until(wanted: number): Promise<void>;
}

/** A client's connection. */
export interface Stream {
  /** Of everything that came, with the frames around it. */
  bytesRead(): number;
  close(): void;
}

/** How clients reach a server, and what makes it stream. */
export type OpenStream = (port: number, onText: (text: string) => void) => Promise<Stream>;

/** A WebSocket, and the bytes of the connection under it. */
async function openSocket(url: string, onText: (text: string) => void, protocols: string[] = []): Promise<Stream & { socket: WebSocket }> {
  const socket = new WebSocket(url, protocols);
  let wire: Socket | undefined;
  socket.once('upgrade', (response) => (wire = response.socket));
  socket.on('message', (data) => onText(String(data)));
  await once(socket, 'open');
  return { socket, bytesRead: () => wire?.bytesRead ?? 0, close: () => socket.terminate() };
}

/** A client of this repository's server: the frames as they come, read as far as counting asks for it. */
export function openChat(protocol: string): OpenStream {
  return async (port, onText) => {
    const stream = await openSocket(`ws://127.0.0.1:${port}/ws`, onFrame, [protocol]);
    stream.socket.send(JSON.stringify({ type: 'Message', id: crypto.randomUUID(), content: 'Go.' }));
    return stream;

    function onFrame(encoded: string): void {
      const frame: unknown = JSON.parse(encoded);
      if (Array.isArray(frame)) onText(String(frame[1]));
      else if (isUpdate(frame)) onText(frame.delta.content);
    }
  };
}

function isUpdate(frame: unknown): frame is { delta: { content: string } } {
  return typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'Update';
}

/** A bare WebSocket that asks for a stream. */
export const openRaw: OpenStream = async (port, onText) => {
  const stream = await openSocket(`ws://127.0.0.1:${port}`, (text) => onText(JSON.parse(text)[1]));
  stream.socket.send('go');
  return stream;
};

/** A socket that asks for nothing. */
export const openIdle: OpenStream = (port) => openSocket(`ws://127.0.0.1:${port}/ws`, () => {});

/** Socket.IO's frames on a bare WebSocket, so that its client costs nothing. */
export const openSocketIo: OpenStream = async (port, onText) => {
  const started = Promise.withResolvers<void>();
  const stream = await openSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, onPacket);
  await started.promise;
  return stream;

  function onPacket(packet: string): void {
    if (packet.startsWith('0')) setImmediate(() => stream.socket.send('40'));
    else if (packet === '2') stream.socket.send('3');
    else if (packet.startsWith('40')) {
      stream.socket.send('42["start"]');
      started.resolve();
    } else if (packet.startsWith('42')) onText(JSON.parse(packet.slice(2))[1].text);
  }
};

/** Server-sent events. */
export const openEvents: OpenStream = async (port, onText) => {
  const request = get({ port, host: '127.0.0.1', agent: false });
  const response = await new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
  let rest = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) onText(JSON.parse(event.slice('data: '.length)).delta);
  });
  return { bytesRead: () => response.socket.bytesRead, close: () => request.destroy() };
};

/** Takes down what comes. */
export function watch(): Seen {
  let count = 0;
  let isTimed = false;
  let delays: number[] = [];
  let onCount = () => {};
  return {
    get delays() {
      return delays;
    },
    startAnew(withTimes) {
      count = 0;
      delays = [];
      isTimed = withTimes;
    },
    onText(text) {
      // A word has four letters, a time is followed by a space; several come together where they were merged.
      const now = isTimed ? nowMicros() : 0;
      const times = isTimed ? text.trim().split(' ') : [];
      for (const made of times) delays.push(now - Number(made));
      count += isTimed ? times.length : text.length / 4;
      onCount();
    },
    until(wanted) {
      return new Promise((resolve, reject) => {
        onCount = () => {
          if (count > wanted) reject(new Error(`${count} deltas came of ${wanted}.`));
          if (count === wanted) resolve();
        };
        onCount();
      });
    },
  };
}
