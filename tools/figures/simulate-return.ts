import { createSeededRandom } from '../../test/faults/seeded-random.ts';
import { busiestWindow } from './busiest-window.ts';
import type { ClientKind } from './returning-client.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { createSimulatedServer } from './simulated-server.ts';

/** How the server goes, and comes back. */
export interface Outage {
  readonly name: string;
  /** How long it lets nobody in, in ms. */
  readonly downMs: number;
  readonly closeCode: number;
  /** What it asks its clients for before it goes: to spread their return over so many ms. */
  readonly spreadMs?: number;
  /** The most attempts in any 100 ms that are wanted. */
  readonly goal: number;
}

/** How clients of one kind came back. */
export interface Return {
  readonly client: string;
  readonly isFormula: boolean;
  readonly outage: string;
  readonly attempts: number;
  /** The most attempts in any 100 ms. */
  readonly busiest: number;
  readonly goal: number;
  /** How long after the loss 99 of 100 were live again, in ms. */
  readonly until99Ms: number;
}

/** Long enough for a connection to count as good, in ms. */
const calmMs = 30_000;
const longestMs = 600_000;
const windowMs = 100;

/** Lets clients lose their server at one moment, and watches them come back. */
export function simulateReturn(kind: ClientKind, outage: Outage, count: number, seed: number): Return {
  const random = createSeededRandom(seed);
  const clock = createSimulatedClock();
  const server = createSimulatedServer(clock, random);
  const clients = Array.from({ length: count }, () => kind.create({ clock, server, random }));
  for (const client of clients) client.open();
  clock.run(calmMs);
  const liveBefore = clients.filter((client) => client.isLive()).length;
  if (liveBefore !== count) throw new Error(`seed ${seed}: ${liveBefore} of ${count} clients of ${kind.name} were live before the outage.`);

  const before = server.attempts.length;
  if (outage.spreadMs !== undefined) server.say({ type: 'Draining', spread_ms: outage.spreadMs });
  const lostAt = clock.now();
  server.stop(outage.closeCode);
  clock.setTimer(outage.downMs, server.start);

  // Counting 10,000 clients after each event would take longer than the simulation.
  let until99Ms = Infinity;
  for (let at = lostAt; at < lostAt + longestMs && until99Ms === Infinity; at += 10) {
    clock.run(at);
    if (clients.filter((client) => client.isLive()).length >= count * 0.99) until99Ms = at - lostAt;
  }
  clock.run(lostAt + longestMs, () => clients.every((client) => client.isLive()));

  const attempts = server.attempts.slice(before);
  return {
    client: kind.name,
    isFormula: kind.isFormula,
    outage: outage.name,
    attempts: attempts.length,
    busiest: busiestWindow(attempts, windowMs),
    goal: outage.goal,
    until99Ms,
  };
}
