/** Makes docs/benchmark.md and docs/benchmark.svg of what was measured last. `npm run bench` calls it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { markdownTable } from '../tools/figures/markdown-table.ts';
import { plotRatios, type Bar } from './plot-ratios.ts';
import { median, type Measurement, type Results } from './measurement.ts';

const folder = new URL('results/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
const all: Results[] = await Promise.all(files.map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))));

const bars: Bar[] = [];
const page = [
  '# Benchmark',
  'From the model’s token to the painted glyph, against the peers’ own packages in the same run. Each figure is the median of its rounds, which are ' +
    'interleaved, with the least and the greatest beside it. A ratio is taken round by round, so that a slow moment of the machine falls on all alike. ' +
    '`npm run bench` measures everything anew and writes this page.',
  '![What was measured, in one picture](benchmark.svg)',
];
for (const { command, machine, date, measurements } of all) {
  page.push(`## ${command}`, `${machine}; ${date}.`);
  for (const measurement of measurements) {
    page.push(`**${measurement.mark}** ${measurement.title}. Wanted: ${measurement.goal}.`, tableOf(measurement));
    for (const { name, ratios } of rowsOf(measurement)) {
      if (/^M\d/.test(measurement.mark)) bars.push({ mark: measurement.mark, name, value: median(ratios) });
    }
  }
}
await writeFile(new URL('../docs/benchmark.md', import.meta.url), `${page.join('\n\n')}\n`);
await writeFile(new URL('../docs/benchmark.svg', import.meta.url), plotRatios(bars));
console.log(page.slice(3).join('\n\n'));

function rowsOf({ contenders }: Measurement) {
  const base = contenders[0]?.values ?? [];
  return contenders.map(({ name, values }) => ({ name, values, ratios: values.map((value, round) => value / (base[round] ?? NaN)) }));
}

function tableOf(measurement: Measurement): string {
  const head = ['', measurement.unit, ...(measurement.isRatio ? ['ratio'] : [])];
  const rows = rowsOf(measurement).map(({ name, values, ratios }) => [
    name,
    withSpread(values),
    ...(measurement.isRatio ? [withSpread(ratios)] : []),
  ]);
  return markdownTable(head, rows);
}

function withSpread(values: readonly number[]): string {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return least === greatest ? short(least) : `${short(median(values))} (${short(least)} to ${short(greatest)})`;
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
