/** Makes docs/benchmark.md and docs/benchmark.svg of what was measured last. `npm run bench` calls it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { markdownTable } from '../tools/figures/markdown-table.ts';
import { plotRatios, type Bar, type Group } from './plot-ratios.ts';
import { median, type Measurement, type Results } from './measurement.ts';

const folder = new URL('results/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
const all: Results[] = await Promise.all(files.map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))));

const groups: Group[] = [];
const page = [
  '# Benchmark',
  'From the model’s token to the painted glyph, against the peers’ own packages in the same run. Each figure is the median of its rounds, which are ' +
    'interleaved, with the least and the greatest beside it. A ratio is taken round by round, so that a slow moment of the machine falls on all alike. ' +
    '`npm run bench` measures everything anew and writes this page.',
  '![What was measured, in one picture](benchmark.svg)',
];
for (const { command, machine, versions, commit, date, measurements } of all) {
  page.push(`## ${command}`, `${[machine, ...versions, `commit ${commit}`].join(', ')}; ${date}.`);
  for (const measurement of measurements) {
    const { mark, title, goal, isRatio } = measurement;
    page.push(`**${mark}** ${title}. Wanted: ${goal}.`, tableOf(measurement));
    if (isRatio) groups.push({ title: `${mark}  ${title}`, goal, bars: barsOf(measurement) });
  }
}
await writeFile(new URL('../docs/benchmark.md', import.meta.url), `${page.join('\n\n')}\n`);
await writeFile(new URL('../docs/benchmark.svg', import.meta.url), plotRatios(groups));
console.log(page.slice(3).join('\n\n'));

/** Of each contender, by the round: how much of it there is in the base. */
function ratiosTo(base: readonly number[] | undefined, { contenders }: Measurement): number[][] {
  return contenders.map(({ values }) => values.map((value, round) => value / (base?.[round] ?? NaN)));
}

function barsOf(measurement: Measurement): Bar[] {
  const { contenders } = measurement;
  const ratios = ratiosTo(contenders[0]?.values, measurement);
  return contenders.map(({ name }, place) => ({ name, value: median(ratios[place] ?? []) }));
}

function tableOf(measurement: Measurement): string {
  const { contenders, unit, isRatio, secondBase } = measurement;
  const second = contenders.find(({ name }) => name === secondBase);
  const columns = [
    { head: unit, rows: contenders.map(({ values }) => values) },
    ...(isRatio ? [{ head: 'ratio', rows: ratiosTo(contenders[0]?.values, measurement) }] : []),
    ...(second ? [{ head: `ratio to: ${second.name}`, rows: ratiosTo(second.values, measurement) }] : []),
  ];
  const head = ['', ...columns.map((column) => column.head)];
  return markdownTable(
    head,
    contenders.map(({ name }, place) => [name, ...columns.map(({ rows }) => withSpread(rows[place] ?? []))]),
  );
}

function withSpread(values: readonly number[]): string {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return least === greatest ? short(least) : `${short(median(values))} (${short(least)} to ${short(greatest)})`;
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  // Nothing is not less than nothing.
  return (Number(value.toFixed(digits)) || 0).toFixed(digits);
}
