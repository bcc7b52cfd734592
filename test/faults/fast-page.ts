import { realEnvironment, type ClientSocket, type Environment } from '../../src/client/index.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How a client's world differs from the real one. */
export interface FastPageOptions {
  /** How many seconds of the client's clock pass in a real one. */
  readonly speed: number;
  readonly random: SeededRandom;
  /** What the client's upgrade carries, as a browser's carries cookies. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Every text that comes in, as it stands on the wire. */
  readonly onText: (text: string) => void;
}

/** A page with the real sockets of Node, and a clock that runs faster. */
export interface FastPage {
  readonly environment: Environment;
  /** How many sockets can still be used. */
  openSockets(): number;
  /** Resolves once no timer is set. */
  still(): Promise<void>;
  /** Ends everything at once, as a browser does with a page that is closed. */
  leave(): void;
}

/** Opens a page. */
export function openFastPage({ speed, random, headers, onText }: FastPageOptions): FastPage {
  const real = realEnvironment();
  const startedAt = Date.now();
  const sockets: ClientSocket[] = [];
  const timers = new Set<() => void>();
  const waiting: (() => void)[] = [];
  let isLeft = false;

  function forget(timer: () => void): void {
    timers.delete(timer);
    if (timers.size === 0) for (const resolve of waiting.splice(0)) resolve();
  }

  return {
    environment: {
      ...real,
      now: () => startedAt + Math.round((Date.now() - startedAt) * speed),
      random: random.next,
      setTimer(ms, callback) {
        if (isLeft) return () => undefined;
        const stop = real.setTimer(ms / speed, () => {
          callback();
          forget(cancel);
        });
        const cancel = () => {
          stop();
          forget(cancel);
        };
        timers.add(cancel);
        return cancel;
      },
      connect(url, protocols): ClientSocket {
        // Node's WebSocket also takes headers, where the browser's takes its cookies from the browser.
        const options = { protocols, headers: headers() } as unknown as string[];
        const socket = new WebSocket(url, options);
        socket.addEventListener('message', (event) => onText(String(event.data)));
        sockets.push(socket);
        return socket;
      },
    },
    openSockets: () => sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    still: () => (timers.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    leave() {
      isLeft = true;
      for (const cancel of timers) cancel();
      for (const socket of sockets) socket.close();
    },
  };
}
