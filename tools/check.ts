import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTestReport } from './test-report.ts';

/** Everything that a change must pass, in order: npm scripts, some of which run tests and report how many. */
const steps = [
  { script: 'test', reports: true },
  { script: 'check:lint', reports: false },
  { script: 'check:format', reports: false },
  { script: 'check:types', reports: false },
  { script: 'test:postgres', reports: true },
  { script: 'build', reports: false },
  { script: 'check:worlds', reports: false },
  { script: 'test:faults', reports: true },
  { script: 'mutants', reports: false },
  { script: 'test:browser', reports: true },
  { script: 'test:e2e', reports: true },
  { script: 'build-storybook', reports: false },
  { script: 'check:package', reports: false },
  { script: 'check:size', reports: false },
  { script: 'check:serve', reports: false },
];

// Steps before `from` have been run already: their reports are there, and one of them may have failed.
const { from = 'test', failed: failedBefore } = parseArgs({ options: { from: { type: 'string' }, failed: { type: 'string' } } }).values;
const start = steps.findIndex(({ script }) => script === from);
if (start === -1) throw new Error(`--from ${from}: expected one of ${steps.map(({ script }) => script).join(', ')}`);

const total = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];
const failures: string[] = [];

for (const [place, { script, reports }] of steps.entries()) {
  const report = `test-results/reports/${script.replace(':', '-')}.json`;
  const { isOk, lastLines } = place < start ? { isOk: script !== failedBefore, lastLines: [] } : await run(script, report);
  const count = reports ? readTestReport(report) : { passed: 0, failed: 0, skipped: 0, failures: [] };
  const failed = isOk ? count.failed : Math.max(count.failed, 1);
  if (failed > 0) broken.push(script);
  if (!isOk && !reports) failures.push(...lastLines.map((line) => `${script}: ${line}`));
  total.passed += count.passed;
  total.failed += failed;
  total.skipped += count.skipped;
  failures.push(...count.failures);
}

for (const failure of failures) console.log(failure);
console.log(broken.length === 0 ? '\nEverything passed.' : `\nFailed: ${broken.join(', ')}.`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = broken.length === 0 ? 0 : 1;

/** Passes on what the script prints, and keeps its last lines: they say why it failed. */
async function run(script: string, report: string): Promise<{ isOk: boolean; lastLines: string[] }> {
  console.log(`\n== npm run ${script}`);
  rmSync(report, { force: true });
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { FAULT_SEEDS: '100', FAULT_FRAMES: '100000', ...process.env, TEST_REPORT: report },
  });
  let end = '';
  const pass = (to: NodeJS.WriteStream) => (text: string) => {
    to.write(text);
    end = (end + text).slice(-4000);
  };
  child.stdout.setEncoding('utf8').on('data', pass(process.stdout));
  child.stderr.setEncoding('utf8').on('data', pass(process.stderr));
  const [status] = (await once(child, 'close')) as [number | null];
  return { isOk: status === 0, lastLines: end.trimEnd().split('\n').slice(-10) };
}
