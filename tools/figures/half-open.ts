import { createChatClient, type PageSignal } from '../../src/client/index.ts';
import { defaultSettings } from '../../src/server/index.ts';
import { createSeededRandom } from '../../test/faults/seeded-random.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { createSimulatedServer } from './simulated-server.ts';

/** What goes on while the network begins to swallow everything. */
export interface HalfOpenCase {
  readonly name: string;
  /** What the page tells, how long after. Absent: nothing. */
  readonly signal?: { readonly name: PageSignal; readonly afterMs: number };
  /** Whether an answer is coming in until then. */
  readonly traffic: 'none' | 'an answer';
}

/** How long it took until the client knew, in ms. After a signal of the page: since that. */
export interface HalfOpen {
  readonly name: string;
  readonly leastMs: number;
  readonly medianMs: number;
  readonly mostMs: number;
}

const pieceMs = 25;

/** Has a network swallow everything, at a random moment of so many connections, and measures when the client notices. */
export function simulateHalfOpen(which: HalfOpenCase, connections: number, seed: number): HalfOpen {
  const times = Array.from({ length: connections }, (_, place) => noticeAfter(which, seed + place)).toSorted((a, b) => a - b);
  return { name: which.name, leastMs: times[0] ?? NaN, medianMs: times[times.length >> 1] ?? NaN, mostMs: times.at(-1) ?? NaN };
}

function noticeAfter({ signal, traffic }: HalfOpenCase, seed: number): number {
  const random = createSeededRandom(seed);
  const clock = createSimulatedClock();
  const server = createSimulatedServer(clock, random);
  const listeners = new Set<(name: PageSignal) => void>();
  const client = createChatClient({
    url: 'ws://server/ws',
    environment: {
      connect: () => server.connect(),
      now: clock.now,
      setTimer: clock.setTimer,
      random: random.next,
      uuid: () => crypto.randomUUID(),
      page: {
        isOnline: () => true,
        isVisible: () => true,
        listen(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    },
  });
  client.open('figures');
  const swallowedAt = 60_000 + random.next() * defaultSettings.heartbeatMs;
  if (traffic === 'an answer') {
    for (let at = swallowedAt - 10_000; at < swallowedAt; at += pieceMs) clock.setTimer(at, () => server.say({ type: 'Pong' }));
  }
  clock.run(swallowedAt);
  server.swallow();
  const since = swallowedAt + (signal?.afterMs ?? 0);
  if (signal) {
    clock.run(since);
    for (const listener of listeners) listener(signal.name);
  }
  clock.run(since + 600_000, () => client.connection().status !== 'live');
  return clock.now() - since;
}
