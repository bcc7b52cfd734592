/**
 * What a delta costs the server step by step, without sockets: 1,000 answers at once, each layer with all that is below it, in a process of its
 * own. In about three minutes. `npm run bench:floor`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { markdownTable } from '../../tools/figures/markdown-table.ts';
import { commit, machine, today } from '../here.ts';
import { interleave, median } from '../measurement.ts';
import type { Layer } from './floor-layer.ts';

const rounds = 9;

/** Each has all before it below it. */
const layers: readonly { readonly layer: Layer; readonly name: string }[] = [
  { layer: 'promise', name: 'a model’s promise, heard by nobody' },
  { layer: 'gather', name: 'hear it, hold it, gather it for the tick’s transaction' },
  { layer: 'event', name: 'make it an event: place, fold, tail, metrics' },
  { layer: 'journal', name: 'write it to the journal, in memory' },
  { layer: 'follow', name: 'cursors, and the frame' },
  { layer: 'file', name: 'the database in a file instead' },
];

const contenders = layers.map(({ layer }) => ({ name: layer }));
const measured = await interleave(contenders, rounds, ({ name }) => measure(name));
const rows = layers.map(({ layer, name }, place) => {
  const values = valuesOf(layer);
  const below = layers[place - 1];
  const step = median(values) - (below ? median(valuesOf(below.layer)) : 0);
  return [name, step.toFixed(1), `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`];
});
console.log(`\n${machine}, commit ${commit}; ${today()}; median of ${rounds} rounds, and the least and the greatest.\n`);
console.log(markdownTable(['', 'µs a delta', 'with all before'], rows));

/** Microseconds of the processor for a delta. */
async function measure(layer: string): Promise<number> {
  const child = fork(new URL('floor-layer.ts', import.meta.url), [layer]);
  const gone = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), gone.then(() => undefined)]);
  if (!told) throw new Error(`The layer “${layer}” ended before it was measured.`);
  child.kill();
  await gone;
  return told[0];
}

function valuesOf(layer: Layer): readonly number[] {
  return measured.find(({ name }) => name === layer)?.values ?? [];
}
