import type { ClientSocket } from '../../src/client/index.ts';
import { encodeFrame, type ServerFrame } from '../../src/protocol/index.ts';
import { defaultSettings } from '../../src/server/index.ts';
import type { SeededRandom } from '../../test/faults/seeded-random.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A server that greets and answers `Ping`, as one of its clients sees it over a network. */
export interface SimulatedServer {
  /** When each attempt to connect was made, in ms. */
  readonly attempts: readonly number[];
  /** Opens a socket, or refuses it; calls back once it is known which. */
  knock(onAnswer: (isOpen: boolean) => void): void;
  /** Opens a socket that speaks the protocol. */
  connect(): ClientSocket;
  /** Says something to all. */
  say(frame: ServerFrame): void;
  /** Loses all sockets, with this close code, and lets nobody in until `start`. */
  stop(code: number): void;
  start(): void;
  /** From now on the network carries nothing, either way, and says nothing. */
  swallow(): void;
}

/** What a way through the network takes, in ms; twice that for the answer. */
const latencyMs = { least: 5, most: 50 };
/** What it takes to be refused, in ms. */
const refusalMs = 1;

interface Listeners {
  open: () => void;
  error: () => void;
  message: (event: { data: unknown }) => void;
  close: (event: { code: number; reason: string }) => void;
}

interface Far {
  say(frame: ServerFrame): void;
  close(code: number): void;
}

export function createSimulatedServer(clock: SimulatedClock, random: SeededRandom): SimulatedServer {
  const attempts: number[] = [];
  const sockets = new Set<Far>();
  let isUp = true;
  let isSwallowing = false;

  function knock(onAnswer: (isOpen: boolean) => void): void {
    attempts.push(clock.now());
    if (!isUp) return void clock.setTimer(refusalMs, () => onAnswer(false));
    return void clock.setTimer(2 * random.whole(latencyMs.least, latencyMs.most), () => onAnswer(isUp));
  }

  function connect(): ClientSocket {
    const listeners: { [Type in keyof Listeners]: Listeners[Type][] } = { open: [], error: [], message: [], close: [] };
    let readyState = 0;

    const far: Far = {
      say(frame) {
        if (!isSwallowing && readyState === 1) for (const listener of listeners.message) listener({ data: encodeFrame(frame) });
      },
      close(code) {
        readyState = 3;
        sockets.delete(far);
        for (const listener of listeners.close) listener({ code, reason: '' });
      },
    };

    knock((isOpen) => {
      if (!isOpen) return far.close(1006);
      readyState = 1;
      sockets.add(far);
      for (const listener of listeners.open) listener();
      return far.say(welcome(clock.now()));
    });

    return {
      get readyState() {
        return readyState;
      },
      send(text) {
        if (isSwallowing || !text.includes('"Ping"')) return;
        clock.setTimer(2 * random.whole(latencyMs.least, latencyMs.most), () => far.say({ type: 'Pong' }));
      },
      close() {
        readyState = 3;
        sockets.delete(far);
      },
      addEventListener(type: keyof Listeners, listener: (event: never) => void) {
        (listeners[type] as ((event: never) => void)[]).push(listener); // the overloads of ClientSocket pair each type with its event
      },
    };
  }

  return {
    attempts,
    knock,
    connect,
    say(frame) {
      for (const far of sockets) far.say(frame);
    },
    stop(code) {
      isUp = false;
      for (const far of sockets) far.close(code);
    },
    start() {
      isUp = true;
    },
    swallow() {
      isSwallowing = true;
    },
  };
}

function welcome(now: number): ServerFrame {
  const { heartbeatMs, maxFrameBytes } = defaultSettings;
  return {
    type: 'Welcome',
    connection_id: 'c',
    protocol: 1,
    user_id: 'u',
    now: Math.round(now),
    heartbeat_ms: heartbeatMs,
    max_frame_bytes: maxFrameBytes,
  };
}
