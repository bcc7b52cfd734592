import { realEnvironment, type ClientSocket, type Environment } from '../../src/client/index.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How a client's world differs from the real one. */
export interface FastEnvironmentOptions {
  /** How many seconds of the client's clock pass in a real one. */
  readonly speed: number;
  readonly random: SeededRandom;
  /** What the client's upgrade carries, as a browser's carries cookies. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly onSocket: (socket: ClientSocket) => void;
  /** Every text that comes in, as it stands on the wire. */
  readonly onText: (text: string) => void;
}

/** The real sockets of Node, and a clock that runs faster. */
export function createFastEnvironment({ speed, random, headers, onSocket, onText }: FastEnvironmentOptions): Environment {
  const real = realEnvironment();
  const startedAt = Date.now();

  return {
    ...real,
    now: () => startedAt + Math.round((Date.now() - startedAt) * speed),
    setTimer: (ms, callback) => real.setTimer(ms / speed, callback),
    random: random.next,
    connect(url, protocols): ClientSocket {
      // Node's WebSocket also takes headers, where the browser's takes its cookies from the browser.
      const options = { protocols, headers: headers() } as unknown as string[];
      const socket = new WebSocket(url, options);
      socket.addEventListener('message', (event) => onText(String(event.data)));
      onSocket(socket);
      return socket;
    },
  };
}
