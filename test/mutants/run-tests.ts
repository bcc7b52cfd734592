import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configFile } from './scratch-copy.ts';

/** What became of the tests that have a name in them. */
export interface NamedTests {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

interface VitestReport {
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

/** So long may a run take, in ms: a broken rule may have it wait for ever. */
const limitMs = 60_000;

/** Runs those tests of one file of a copy whose names hold one of the given ones. */
export async function runTests(folder: string, file: string, names: readonly string[]): Promise<NamedTests> {
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const pattern = names.map(escape).join('|');
  const args = ['run', '--config', configFile, '--reporter=json', `--outputFile=${report}`, '-t', pattern, `test/${file}`];
  const child = spawn(process.execPath, [vitest, ...args], { cwd: folder, stdio: 'ignore', timeout: limitMs, killSignal: 'SIGKILL' });
  await once(child, 'exit');
  const results = (await readReport(report)).testResults.flatMap(({ assertionResults }) => assertionResults);
  const ofStatus = (wanted: string) => results.filter(({ status }) => status === wanted).map(({ fullName }) => fullName);
  return { passed: ofStatus('passed'), failed: ofStatus('failed') };
}

function escape(name: string): string {
  return name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** A run that broke down reports nothing. */
async function readReport(file: string): Promise<VitestReport> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as VitestReport; // Vitest wrote it
  } catch {
    return { testResults: [] };
  }
}
