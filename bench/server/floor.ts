/**
 * What a delta costs the server step by step, without sockets: 1,000 answers at once, each layer with all that is below it, in a process of its
 * own; and what it has cost before, where a provider is read. In about four minutes. `npm run bench:floor`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { markdownTable } from '../../tools/figures/markdown-table.ts';
import { commit, machine, today } from '../here.ts';
import { interleave, median } from '../measurement.ts';
import type { Layer } from './floor-layer.ts';
import type { Reader } from './provider-layer.ts';

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

/** Before all of them, where the model is a provider's. */
const readers: readonly { readonly reader: Reader; readonly name: string }[] = [
  { reader: 'itself', name: 'an event of an OpenAI-compatible provider, as the server reads it' },
  { reader: 'streamText', name: 'the same through `streamText` of the AI SDK' },
];
const eventsPerPiece = [1, 4] as const;

const costs = await interleave(
  layers.map(({ layer }) => ({ name: layer })),
  rounds,
  ({ name }) => measure('floor-layer.ts', [name]),
);
const layerRows = layers.map(({ layer, name }, place) => {
  const values = valuesOf(costs, layer);
  const below = layers[place - 1];
  const step = median(values) - (below ? median(valuesOf(costs, below.layer)) : 0);
  return [name, step.toFixed(1), withSpread(values)];
});

const readings = readers.flatMap(({ reader }) =>
  eventsPerPiece.map((events) => ({ name: `${reader} ${events}`, args: [reader, `${events}`] })),
);
const readingCosts = await interleave(readings, rounds, ({ args }) => measure('provider-layer.ts', args));
const readerRows = readers.map(({ reader, name }) => [
  name,
  ...eventsPerPiece.map((events) => withSpread(valuesOf(readingCosts, `${reader} ${events}`))),
]);

console.log(`\n${machine}, commit ${commit}; ${today()}; median of ${rounds} rounds, and the least and the greatest.\n`);
console.log(`${markdownTable(['', 'µs a delta', 'with all before'], layerRows)}\n`);
console.log(markdownTable(['', ...eventsPerPiece.map((events) => `µs a delta, ${events} in a piece of the network`)], readerRows));

/** Microseconds of the processor for a delta. */
async function measure(script: string, args: readonly string[]): Promise<number> {
  const child = fork(new URL(script, import.meta.url), args);
  const gone = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), gone.then(() => undefined)]);
  if (!told) throw new Error(`${script} ${args.join(' ')} ended before it was measured.`);
  child.kill();
  await gone;
  return told[0];
}

function valuesOf(measured: readonly { readonly name: string; readonly values: readonly number[] }[], wanted: string): readonly number[] {
  return measured.find(({ name }) => name === wanted)?.values ?? [];
}

function withSpread(values: readonly number[]): string {
  return `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;
}
