import { parseArgs } from 'node:util';
import { mutants } from '../test/mutants/index.ts';
import type { Mutant } from '../test/mutants/mutant.ts';
import { runTests } from '../test/mutants/run-tests.ts';
import { createScratchCopy, type ScratchCopy } from '../test/mutants/scratch-copy.ts';

/** Breaks rule after rule in a copy of the sources, and sees that the test that is named for it goes red. `--only text` takes some. */
const { only = '' } = parseArgs({ options: { only: { type: 'string' } } }).values;
const chosen = mutants.filter(({ breaks, file }) => `${file} ${breaks}`.includes(only));
const startedAt = performance.now();

const copies = await Promise.all([createScratchCopy(), createScratchCopy()]);
try {
  const wrong = (await inTurn([...Map.groupBy(chosen, ({ killedBy }) => killedBy.file)], wrongBefore)).flat();
  const verdicts = await inTurn(chosen, judge);
  const rows = chosen.map(
    ({ breaks, file, killedBy }, place) => `| ${file}: ${breaks} | ${killedBy.file}: ${killedBy.name} | ${verdicts[place]} |`,
  );
  for (const row of ['| rule that is broken | killed by | |', '| --- | --- | --- |', ...rows]) console.log(row);
  const alive = rows.filter((_, place) => verdicts[place] !== 'ok');
  for (const line of ['', ...wrong, ...alive]) console.log(line);
  const killed = chosen.length - alive.length;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${killed} of ${chosen.length} mutants killed, in ${seconds} s`);
  process.exitCode = killed > 0 && killed === chosen.length && wrong.length === 0 ? 0 : 1;
} finally {
  await Promise.all(copies.map((copy) => copy.remove()));
}

/** Does the work for each item, with as many at once as there are copies; results in the order of the items. */
async function inTurn<Item, Result>(items: readonly Item[], work: (copy: ScratchCopy, item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  await Promise.all(
    copies.map(async (copy) => {
      for (const [place, item] of rest) results[place] = await work(copy, item);
    }),
  );
  return results;
}

/** What is wrong with the tests of a file before any rule is broken: one that is red already, or not there, can kill nothing. */
async function wrongBefore({ folder }: ScratchCopy, [file, list]: [string, readonly Mutant[]]): Promise<string[]> {
  const names = list.map(({ killedBy }) => killedBy.name);
  const { passed, failed } = await runTests(folder, file, names);
  const missing = names.filter((name) => ![...passed, ...failed].some((fullName) => fullName.includes(name)));
  return [...failed.map((name) => `${file}: red before: ${name}`), ...missing.map((name) => `${file}: no such test: ${name}`)];
}

async function judge(copy: ScratchCopy, mutant: Mutant): Promise<string> {
  const { file, name } = mutant.killedBy;
  try {
    const { passed, failed } = await copy.whileBroken(mutant, () => runTests(copy.folder, file, [name]));
    if (failed.length > 0) return 'ok';
    return passed.length > 0 ? 'SURVIVED' : 'NO RESULT: the tests could not be run';
  } catch (error) {
    return `DOES NOT APPLY: ${error instanceof Error ? error.message : 'unknown reason'}`;
  }
}
