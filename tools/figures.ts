/** Measures what can be measured in a simulated world, and writes it down: docs/figures.md. */
import { parseArgs } from 'node:util';
import { defaultSettings } from '../src/server/index.ts';
import { clientKinds } from './figures/client-kinds.ts';
import { simulateHalfOpen, type HalfOpenCase } from './figures/half-open.ts';
import { simulateReturn, type Outage } from './figures/simulate-return.ts';
import { writeFigures } from './figures/write-figures.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, clients: { type: 'string', default: '10000' } } });
const seed = Number(values.seed);
const clients = Number(values.clients);

const outages: readonly Outage[] = [
  { name: 'server back at once', downMs: 0, closeCode: 1006, goal: 1200 },
  { name: 'server down for 5 s', downMs: 5000, closeCode: 1006, goal: 1800 },
  { name: '`Draining` with a hint of 33 s, then 1012', downMs: 0, closeCode: 1012, spreadMs: 33_000, goal: 65 },
];

const halfOpenCases: readonly HalfOpenCase[] = [
  { name: 'an idle connection', traffic: 'none' },
  { name: 'in the middle of an answer', traffic: 'an answer' },
  { name: 'the page becomes visible', traffic: 'none', signal: { name: 'visible', afterMs: 3000 } },
  { name: 'the browser comes online', traffic: 'none', signal: { name: 'online', afterMs: 3000 } },
];

console.log(`seed ${seed}, ${clients} clients`);
const returns = outages.flatMap((outage) => clientKinds.map((kind) => simulateReturn(kind, outage, clients, seed)));
const connections = 1000;
const halfOpen = halfOpenCases.map((which) => simulateHalfOpen(which, connections, seed));
console.log(await writeFigures('simulated', { seed, clients, returns, connections, heartbeatMs: defaultSettings.heartbeatMs, halfOpen }));

const missed = returns.filter(({ isFormula, busiest, goal }) => !isFormula && busiest > goal);
for (const { outage, busiest, goal } of missed) console.error(`MISSED ${outage}: ${busiest} attempts in 100 ms, wanted at most ${goal}`);
if (missed.length > 0) process.exitCode = 1;
