import { createChatClient } from '../../src/client/index.ts';
import type { SeededRandom } from '../../test/faults/seeded-random.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** One of the many that lose their server and come back. */
export interface ReturningClient {
  /** Connects, and stays connected as far as it can. */
  open(): void;
  isLive(): boolean;
}

/** The world that a client lives in. */
export interface ClientWorld {
  readonly clock: SimulatedClock;
  readonly server: SimulatedServer;
  readonly random: SeededRandom;
}

/** A client of a kind. */
export interface ClientKind {
  readonly name: string;
  /** What stands in for it: the real thing, or the formula of its delays. */
  readonly isFormula: boolean;
  create(world: ClientWorld): ReturningClient;
}

/** The real client, in a world of its own. */
export function createOurs({ clock, server, random }: ClientWorld): ReturningClient {
  const client = createChatClient({
    url: 'ws://server/ws',
    environment: {
      connect: () => server.connect(),
      now: clock.now,
      setTimer: clock.setTimer,
      random: random.next,
      uuid: () => crypto.randomUUID(),
      page: { isOnline: () => true, isVisible: () => true, listen: () => () => undefined },
    },
  });
  return { open: () => void client.open('figures'), isLive: () => client.connection().status === 'live' };
}

/** The delay before the nth attempt since the connection was lost, in ms; n counts from 1. */
export type Delay = (attempt: number, random: SeededRandom) => number;

/** Whoever waits by a formula between attempts, and knows nothing of hints. */
export function createByFormula(delay: Delay) {
  return ({ clock, server, random }: ClientWorld): ReturningClient => {
    let isLive = false;
    let attempt = 0;

    function lose(): void {
      isLive = false;
      attempt += 1;
      clock.setTimer(delay(attempt, random), open);
    }

    function open(): void {
      const socket = server.connect();
      socket.addEventListener('open', () => {
        isLive = true;
        attempt = 0;
      });
      socket.addEventListener('close', lose);
    }

    return { open, isLive: () => isLive };
  };
}
