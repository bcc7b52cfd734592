/** Runs simulated worlds: `npm run simulate -- --seeds N --seed S`. The same seeds give the same worlds; what fails is shrunk and shown. */
import { parseArgs } from 'node:util';
import { makeSchedule } from '../test/simulation/make-schedule.ts';
import { report } from '../test/simulation/report.ts';
import { runWorld } from '../test/simulation/run-world.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, seed: { type: 'string', default: crypto.randomUUID().slice(0, 8) } },
});
const count = Number(values.seeds);
if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--seeds: expected a whole number from 1 on, not ${values.seeds}.`);

/** One seed is that world; several are as many worlds of it. */
const seeds = count === 1 ? [values.seed] : Array.from({ length: count }, (_, place) => `${values.seed}/${place}`);
const startedAt = performance.now();
let events = 0;
let slowestMs = 0;
const failed: string[] = [];

console.log(`${count} worlds of seed ${values.seed}`);
for (const seed of seeds) {
  const schedule = makeSchedule(seed);
  const outcome = await runWorld(schedule);
  events += outcome.events;
  slowestMs = Math.max(slowestMs, outcome.settledMs);
  if (!outcome.violation) continue;
  failed.push(seed);
  console.log(`\n${await report(schedule, outcome.violation)}\nAgain: npm run simulate -- --seeds 1 --seed ${seed}\n`);
}

const seconds = (performance.now() - startedAt) / 1000;
console.log(`${count} worlds, ${events} events, ${(events / count).toFixed(0)} a world, ${(count / seconds).toFixed(1)} worlds a second`);
console.log(`slowest to catch up on a good network: ${(slowestMs / 1000).toFixed(1)} s`);
console.log(failed.length === 0 ? '0 lost, 0 doubled, 0 reordered, 0 leaked' : `${failed.length} worlds failed: ${failed.join(' ')}`);
if (failed.length > 0) process.exitCode = 1;
