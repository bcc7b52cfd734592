import { describe, expect, it } from 'vitest';
import { runScenario } from './run-scenario.ts';

/** How many schedules are played, and which is the first. A failing one is played alone by `FAULT_SEED=n FAULT_SEEDS=1`. */
const { FAULT_SEED: first = '1', FAULT_SEEDS: count = '10' } = process.env;
const seeds = Array.from({ length: Number(count) }, (_, place) => Number(first) + place);

/** So many are played side by side: each spends its time waiting. */
const width = 10;
const rows = seeds.flatMap((_, place) => (place % width === 0 ? [seeds.slice(place, place + width)] : []));

async function play(seed: number): Promise<string[]> {
  const { complaints, schedule } = await runScenario(seed);
  return complaints.length === 0 ? [] : [`seed ${seed}`, ...complaints, JSON.stringify(schedule)];
}

describe('whatever befalls the network and the server, nothing is lost, doubled, reordered or shown to a stranger:', () => {
  it.each(rows.map((row) => ({ row, seeds: row.join() })))('seeds $seeds', { timeout: 240_000 }, async ({ row }) => {
    const complaints = await Promise.all(row.map(play));
    expect(complaints.flat()).toEqual([]);
  });
});
