import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './tools/find-chromium.ts';

const report = process.env['TEST_REPORT'];

/** The built server in a real browser. The fixtures start it, each on a port and a folder of its own. */
export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // No test waits for time to pass, and a machine may be busy.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  reporter: report ? [['list'], ['json', { outputFile: report }]] : 'list',
  use: { browserName: 'chromium', headless: true, launchOptions: chromiumLaunch, trace: 'retain-on-failure' },
});
