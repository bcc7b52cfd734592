import type { ClientSocket } from '../../src/client/index.ts';
import { closeCodes } from '../../src/protocol/index.ts';
import type { ServerSocket, SocketListener } from '../../src/server/server-socket.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import { createPipe } from './pipe.ts';

/** From the client's end, `up` leads to the server and `down` to the client. */
export type Direction = 'up' | 'down';

/** Who notices that a socket is gone. */
export type Heard = 'both' | 'client' | 'server' | 'nobody';

/** A socket at the server's end. */
export interface SimulatedServerSocket extends ServerSocket {
  /** Asks for a sign of life; false if there was none since the last time. */
  probe(): boolean;
}

/** Hears every frame as it is sent. */
export interface WireTap {
  onSent(link: Link, direction: Direction, text: string): void;
}

/** One socket, as the network knows it. */
export interface Link {
  /** The name of the site that it comes from. */
  readonly site: string;
  readonly client: ClientSocket;
  readonly server: SimulatedServerSocket;
  /** Whether both ends think that it is there. */
  isOpen(): boolean;
  /** Whether it is, and frames come through. */
  isWhole(): boolean;
  /** The server has taken it in. */
  accept(): void;
  /** It is gone, with that close code for those who notice. */
  cut(code: number, heard: Heard): void;
  swallow(direction: Direction): void;
  hold(direction: Direction): void;
  release(): void;
  /** If it is closed at the client's end, the last frames arrive there once more. */
  echo(): void;
}

export interface LinkOptions {
  readonly site: string;
  readonly clock: Clock;
  readonly latencyMs: () => number;
  readonly clientHost: Host;
  readonly serverHost: Host;
  /** What a byte weighs to a server that waits for a slow reader. */
  readonly byteWeight: number;
  readonly protocol: string;
  readonly tap: WireTap;
}

type Events = { open: undefined; error: undefined; message: { data: unknown }; close: { code: number; reason: string } };
type Listeners = { [Type in keyof Events]: ((event: Events[Type]) => void)[] };

/** A close frame, in bytes. */
const closeBytes = 4;
/** A socket takes so many bytes before it says that it has to drain. */
const highWaterBytes = 16 * 1024;
/** How long the server's end waits for the answer to its close frame, in milliseconds. */
const closeTimeoutMs = 30_000;
const echoed = 3;

/** A socket between a client and a server; it opens once it is accepted. */
export function createLink({ site, clock, latencyMs, clientHost, serverHost, byteWeight, protocol, tap }: LinkOptions): Link {
  const up = createPipe(clock, latencyMs);
  const down = createPipe(clock, latencyMs);
  const pipes = { up, down };
  const listeners: Listeners = { open: [], error: [], message: [], close: [] };
  const arrived: string[] = [];
  let readyState = 0;
  let serverState: 'open' | 'closing' | 'closed' = 'open';
  let listener: SocketListener | undefined;
  let mustTellDrain = false;
  let isAlive = true;

  function fire<Type extends keyof Events>(type: Type, event: Events[Type]): void {
    for (const hear of listeners[type]) hear(event);
  }

  function closeClient(code: number): void {
    if (readyState === 3) return;
    const wasConnecting = readyState === 0;
    readyState = 3;
    if (wasConnecting) fire('error', undefined);
    fire('close', { code, reason: '' });
  }

  function closeServer(): void {
    if (serverState === 'closed') return;
    serverState = 'closed';
    listener?.onClose();
  }

  function arriveAtClient(text: string): void {
    if (readyState === 3) return;
    arrived.push(text);
    fire('message', { data: text });
  }

  function tellDrain(): void {
    if (!mustTellDrain || down.queuedBytes() > 0) return;
    mustTellDrain = false;
    serverHost.reach(() => serverState === 'closed' || listener?.onDrain());
  }

  function arriveAtServer(text: string): void {
    isAlive = true;
    if (serverState !== 'closed') listener?.onFrame(text);
  }

  const client: ClientSocket = {
    get readyState() {
      return readyState;
    },
    send(text) {
      if (readyState === 0) throw new Error('The client sent on a socket that was not open yet.');
      if (readyState > 1) return;
      tap.onSent(link, 'up', text);
      up.send(text.length, () => serverHost.reach(() => arriveAtServer(text)));
    },
    close(code = closeCodes.done) {
      if (readyState > 1) return;
      readyState = 2;
      up.send(closeBytes, () =>
        serverHost.reach(() => {
          closeServer();
          down.send(closeBytes, () => clientHost.reach(() => closeClient(code)));
        }),
      );
    },
    addEventListener(type: keyof Events, hear: (event: never) => void) {
      (listeners[type] as ((event: never) => void)[]).push(hear); // the overloads of ClientSocket pair each type with its event
    },
  };

  const server: SimulatedServerSocket = {
    protocol,
    bufferedBytes: () => down.queuedBytes() * byteWeight,
    send(text) {
      if (serverState !== 'open' || serverHost.isDead()) return;
      tap.onSent(link, 'down', text);
      down.send(text.length, () => {
        clientHost.reach(() => arriveAtClient(text));
        tellDrain();
      });
      if (server.bufferedBytes() >= highWaterBytes) mustTellDrain = true;
    },
    cork: (write) => write(),
    close(code) {
      if (serverState !== 'open') return;
      serverState = 'closing';
      down.send(closeBytes, () =>
        clientHost.reach(() => {
          closeClient(code);
          up.send(closeBytes, () => serverHost.reach(closeServer));
        }),
      );
      clock.after(closeTimeoutMs, () => serverState === 'closed' || server.terminate());
    },
    terminate() {
      const heard = up.isSwallowed() || down.isSwallowed() ? 'server' : 'both';
      link.cut(1006, heard);
    },
    listen(told) {
      listener = told;
    },
    probe() {
      const wasAlive = isAlive;
      isAlive = up.isFlowing() && down.isFlowing();
      return wasAlive;
    },
  };

  const isOpen = () => readyState === 1 && serverState === 'open';

  const link: Link = {
    site,
    client,
    server,
    isOpen,
    isWhole: () => isOpen() && !serverHost.isDead() && !up.isSwallowed() && !down.isSwallowed(),
    accept() {
      down.send(0, () =>
        clientHost.reach(() => {
          if (readyState !== 0) return;
          readyState = 1;
          fire('open', undefined);
        }),
      );
    },
    cut(code, heard) {
      up.swallow();
      down.swallow();
      if (heard === 'both' || heard === 'client') clock.after(0, () => clientHost.reach(() => closeClient(code)));
      if (heard === 'both' || heard === 'server') clock.after(0, () => serverHost.reach(closeServer));
    },
    swallow: (direction) => pipes[direction].swallow(),
    hold: (direction) => pipes[direction].hold(),
    release() {
      up.release();
      down.release();
    },
    echo() {
      clientHost.reach(() => {
        if (readyState > 1) for (const text of arrived.slice(-echoed)) fire('message', { data: text });
      });
    },
  };
  return link;
}
