import { stripVTControlCharacters } from 'node:util';
import { existsSync, readFileSync } from 'node:fs';

/** What became of the tests of a run. */
export interface TestCount {
  passed: number;
  failed: number;
  skipped: number;
  /** Each test that failed, with the first line of why. */
  failures: string[];
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { message: string; assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[] }[];
}

interface PlaywrightReport {
  errors: { message?: string }[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  specs: { title: string; file: string; tests: { status: string; results: { error?: { message?: string } }[] }[] }[];
  suites?: PlaywrightSuite[];
}

/** Reads what Vitest or Playwright wrote. A run that broke down, or wrote nothing, counts as one failure at least. */
export function readTestReport(file: string): TestCount {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, failures: [] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport | PlaywrightReport; // their reporters wrote it
  return 'stats' in report ? fromPlaywright(report) : fromVitest(report);
}

function fromVitest({ success, numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }: VitestReport): TestCount {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed');
  const failures = tests.map(({ fullName, failureMessages }) => failure(fullName, failureMessages?.[0]));
  const failed = success ? 0 : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests, failures };
}

function fromPlaywright({ errors, stats, suites }: PlaywrightReport): TestCount {
  const specs = suites.flatMap(specsOf);
  const failures = specs.flatMap(({ title, file, tests }) => {
    const wrong = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
    return wrong.map(({ results }) => failure(`${file} ${title}`, results.find(({ error }) => error)?.error?.message));
  });
  // One that passed only when it was tried again has failed.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped, failures };
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)];
}

function failure(name: string, message = ''): string {
  return `${name}: ${stripVTControlCharacters(message).split('\n')[0]}`;
}
