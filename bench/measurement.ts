import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { commit, machine, today } from './here.ts';

/** One mark: what was measured of each contender, the rounds interleaved. */
export interface Measurement {
  /** `M1` to `M12`. */
  readonly mark: string;
  readonly title: string;
  readonly unit: string;
  /** What is wanted of the last contender, as it stands in the table. */
  readonly goal: string;
  /** Whether a ratio is taken, by the round, to the first contender; otherwise the values stand for themselves. */
  readonly isRatio: boolean;
  /** The contender to which a second ratio is taken. @default none */
  readonly secondBase?: string;
  /** The first is the 1.00 of a ratio, where one is taken. */
  readonly contenders: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** A part of the benchmark as it was run. */
export interface Results {
  readonly part: string;
  readonly command: string;
  readonly machine: string;
  /** Of what was measured beside this repository, and of the browser. */
  readonly versions: readonly string[];
  readonly commit: string;
  readonly date: string;
  readonly measurements: readonly Measurement[];
}

/** Keeps what was measured, beside other marks of the same part, if all else is the same; `bench/report.ts` makes the page of it. */
export async function keepResults(part: string, measured: readonly Measurement[], versions: readonly string[]): Promise<void> {
  const folder = new URL('results/', import.meta.url);
  const file = new URL(`${part}.json`, folder);
  const about = { part, command: `npm run bench:${part}`, machine, versions, commit, date: today() };
  const before = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Results,
    () => undefined,
  ); // what this wrote
  const others = before && isDeepStrictEqual({ ...before, measurements: [] }, { ...about, measurements: [] }) ? before.measurements : [];
  const kept = others.filter(({ mark }) => !measured.some((measurement) => measurement.mark === mark));
  const measurements = [...kept, ...measured].toSorted((a, b) => a.mark.localeCompare(b.mark, 'en', { numeric: true }));
  const results: Results = { ...about, measurements };
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** Runs every contender once a round, so that a machine that slows down slows all of them. */
export async function interleave<Contender extends { readonly name: string }>(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender) => Promise<number>,
): Promise<Measurement['contenders']> {
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const value = await measure(contender);
      values.get(contender.name)?.push(value);
      console.log(`${contender.name}, round ${round + 1} of ${rounds}: ${value.toPrecision(4)}`);
    }
  }
  return contenders.map(({ name }) => ({ name, values: values.get(name) ?? [] }));
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
