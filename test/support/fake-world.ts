import type { ClientSocket, Environment, PageSignal } from '../../src/client/index.ts';
import { createOutboxSharing } from '../../src/client/outbox-sharing.ts';
import { decodeClientFrame, encodeFrame, type ClientFrame, type ServerFrame, type Welcome } from '../../src/protocol/index.ts';

/** A socket as the far end sees it. */
export interface FakeSocket {
  readonly url: string;
  readonly protocols: readonly string[];
  /** Frames that the client sent, in order. */
  readonly frames: ClientFrame[];
  /** The code the client closed it with. */
  closedByClient: number | undefined;
  open(): void;
  say(frame: ServerFrame): void;
  sayRaw(text: string): void;
  /** Closes from the far end. */
  close(code: number): void;
  /** Opens, and greets. */
  welcome(fields?: Partial<Welcome>): void;
  sent<Type extends ClientFrame['type']>(type: Type): Extract<ClientFrame, { type: Type }>[];
}

/** A world with a clock that only moves when told, sockets that a test answers by hand, and a page. */
export interface FakeWorld {
  readonly environment: Environment;
  readonly sockets: readonly FakeSocket[];
  /** The last socket that was opened. */
  socket(): FakeSocket;
  /** Moves the clock, and fires what is due, in order. */
  advance(ms: number): void;
  /** Moves the clock without firing: a page that was frozen. */
  freeze(ms: number): void;
  timers(): number;
  page: { isOnline: boolean; isVisible: boolean; signal(name: PageSignal): void; listeners(): number };
  random: number;
}

interface Timer {
  at: number;
  order: number;
  callback: () => void;
}

export function createFakeWorld(): FakeWorld {
  let now = 1_000_000;
  let order = 0;
  let ids = 0;
  const timers = new Set<Timer>();
  const sockets: FakeSocket[] = [];
  const listeners = new Set<(signal: PageSignal) => void>();

  const page: FakeWorld['page'] = {
    isOnline: true,
    isVisible: true,
    signal: (name) => listeners.forEach((listener) => listener(name)),
    listeners: () => listeners.size,
  };

  const world: FakeWorld = {
    sockets,
    page,
    random: 0.5,
    timers: () => timers.size,
    socket() {
      const last = sockets.at(-1);
      if (!last) throw new Error('No socket was opened.');
      return last;
    },
    freeze(ms) {
      now += ms;
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.callback();
      }
      now = Math.max(now, until);
    },
    environment: {
      loadSharing: async () => createOutboxSharing,
      connect(url, protocols) {
        const { near, far } = createSocketPair(url, protocols);
        sockets.push(far);
        return near;
      },
      now: () => now,
      random: () => world.random,
      setTimer(ms, callback) {
        const timer = { at: now + Math.max(ms, 0), order: order++, callback };
        timers.add(timer);
        return () => timers.delete(timer);
      },
      uuid: () => `00000000-0000-4000-8000-${(ids++).toString().padStart(12, '0')}`,
      page: {
        isOnline: () => page.isOnline,
        isVisible: () => page.isVisible,
        listen(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    },
  };
  return world;
}

type Listeners = {
  open: (() => void)[];
  error: (() => void)[];
  message: ((event: { data: unknown }) => void)[];
  close: ((event: { code: number; reason: string }) => void)[];
};

function createSocketPair(url: string, protocols: string[]): { near: ClientSocket; far: FakeSocket } {
  const listeners: Listeners = { open: [], error: [], message: [], close: [] };
  let readyState = 0;

  const far: FakeSocket = {
    url,
    protocols,
    frames: [],
    closedByClient: undefined,
    open() {
      readyState = 1;
      for (const listener of listeners.open) listener();
    },
    say: (frame) => far.sayRaw(encodeFrame(frame)),
    sayRaw(text) {
      for (const listener of listeners.message) listener({ data: text });
    },
    close(code) {
      readyState = 3;
      for (const listener of listeners.close) listener({ code, reason: '' });
    },
    welcome(fields = {}) {
      far.open();
      far.say({
        type: 'Welcome',
        connection_id: 'c1',
        protocol: 1,
        user_id: 'u1',
        now: 0,
        heartbeat_ms: 25_000,
        max_frame_bytes: 524_288,
        ...fields,
      });
    },
    sent: (type) => far.frames.filter((frame): frame is Extract<ClientFrame, { type: typeof type }> => frame.type === type),
  };

  const near: ClientSocket = {
    get readyState() {
      return readyState;
    },
    send(text) {
      const decoded = decodeClientFrame(text);
      if (!decoded.ok) throw new Error(`The client sent what is no frame: ${decoded.message}`);
      far.frames.push(decoded.frame);
    },
    close(code = 1000) {
      if (readyState >= 2) return;
      readyState = 2;
      far.closedByClient = code;
    },
    addEventListener(type: keyof Listeners, listener: (event: never) => void) {
      (listeners[type] as ((event: never) => void)[]).push(listener); // the overloads of ClientSocket pair each type with its event
    },
  };
  return { near, far };
}
