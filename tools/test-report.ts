import { existsSync, readFileSync } from 'node:fs';

/** How many tests of a run passed, failed and were skipped. */
export interface TestCount {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface PlaywrightReport {
  errors: unknown[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Reads what Vitest or Playwright wrote. A run that broke down, or wrote nothing, counts as one failure at least. */
export function readTestReport(file: string): TestCount {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport | PlaywrightReport; // their reporters wrote it
  return 'stats' in report ? fromPlaywright(report) : fromVitest(report);
}

function fromVitest({ success, numPassedTests, numFailedTests, numPendingTests, numTodoTests }: VitestReport): TestCount {
  return { passed: numPassedTests, failed: success ? 0 : Math.max(numFailedTests, 1), skipped: numPendingTests + numTodoTests };
}

function fromPlaywright({ errors, stats }: PlaywrightReport): TestCount {
  // One that passed only when it was tried again has failed.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
