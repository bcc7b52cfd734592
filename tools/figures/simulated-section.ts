import type { HalfOpen } from './half-open.ts';
import { markdownTable, seconds } from './markdown-table.ts';
import type { Return } from './simulate-return.ts';

export interface SimulatedFigures {
  readonly seed: number;
  readonly clients: number;
  readonly returns: readonly Return[];
  /** Of how many connections half of one was lost, for each case. */
  readonly connections: number;
  readonly heartbeatMs: number;
  readonly halfOpen: readonly HalfOpen[];
}

export function simulatedSection({ seed, clients, returns, connections, heartbeatMs, halfOpen }: SimulatedFigures): string {
  return `## Many clients that return at once

\`npm run figures\` (seed ${seed}). ${clients} clients lose their server at the same moment. react-chat-socket is the real client in a simulated world;
the others are the formulas and defaults in their sources, in the same world: a way through the network takes 5 to 50 ms, to be refused takes
1 ms. None of the others reads a hint of the server; what they do by themselves when it closes is the same in the first and the last table.

${[...Map.groupBy(returns, ({ outage }) => outage)].map(([outage, rows]) => returnTable(outage, rows)).join('\n\n')}

Spreading out has its price: while the server is away the delays of react-chat-socket grow and stay random, so the last clients come back
later than with a fixed delay, unless the page becomes visible, the browser comes online or the person presses "retry now".

## A connection that is half open

\`npm run figures\` (seed ${seed}), the real client in a simulated world, ${connections} connections each: from a random moment the network swallows
everything and says nothing. The heartbeat is the server's default, ${seconds(heartbeatMs)}. Time until the client has given the socket up; where the page tells
something, since then.

${markdownTable(
  ['', 'least', 'median', 'most'],
  halfOpen.map(({ name, leastMs, medianMs, mostMs }) => [name, seconds(leastMs), seconds(medianMs), seconds(mostMs)]),
)}`;
}

function returnTable(outage: string, rows: readonly Return[]): string {
  const goal = rows[0]?.goal;
  const table = markdownTable(
    [outage, 'most attempts in 100 ms', 'attempts in all', 'until 99 % are live'],
    rows.map(({ client, busiest, attempts, until99Ms }) => [client, busiest, attempts, seconds(until99Ms)]),
  );
  return `${table}\n\nWanted of react-chat-socket: at most ${goal} in any 100 ms.`;
}
