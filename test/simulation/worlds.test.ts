import { expect, it } from 'vitest';
import { makeSchedule } from './make-schedule.ts';
import { report } from './report.ts';
import { runWorld } from './run-world.ts';

/** One more with every run, so that the worlds of a seed that is always the same are not all that is ever seen. */
const anySeed = crypto.randomUUID().slice(0, 8);

it.each([
  ['the same in every run', 'react-chat-socket', 100],
  [`of seed ${anySeed}`, anySeed, 20],
])('in worlds %s nothing is lost, doubled, reordered or leaked', { timeout: 120_000 }, async (_, seed, count) => {
  const failures: string[] = [];
  let events = 0;
  for (let place = 0; place < count && failures.length === 0; place += 1) {
    const schedule = makeSchedule(`${seed}/${place}`);
    const outcome = await runWorld(schedule);
    events += outcome.events;
    if (outcome.violation) failures.push(await report(schedule, outcome.violation));
  }
  expect(failures.join('\n'), `again: npm run simulate -- --seeds ${count} --seed ${seed}`).toBe('');
  expect(events / count).toBeGreaterThan(50);
});

it('the same seed gives the same world, to the last frame', async () => {
  const [one, other] = await Promise.all([traceOf('again'), traceOf('again')]);
  expect(one.length).toBeGreaterThan(50);
  expect(other).toEqual(one);
});

async function traceOf(seed: string): Promise<string[]> {
  const lines: string[] = [];
  await runWorld(makeSchedule(seed), { onTrace: (line) => lines.push(line) });
  return lines;
}
