import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumLaunch } from './tools/find-chromium.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** How long a test may take, in milliseconds: no test waits for time to pass, and a machine may be busy. */
const testTimeout = 20_000;

/** By default one core is left idle, which of two is half. Each project says so for itself: none inherits it. */
const maxWorkers = '100%';

const jsdom = {
  testTimeout,
  maxWorkers,
  environment: 'jsdom',
  // A fresh world for each file at half the price of a fresh process.
  pool: 'vmThreads',
  include: ['test/{react,components,strict-mode}/**/*.test.{ts,tsx}'],
  setupFiles: ['./test/support/fail-on-console.ts', './test/support/jsdom.ts'],
};

const react19: TestProjectInlineConfiguration = { extends: false, test: { ...jsdom, name: 'react-19', env: { REACT_MAJOR: '19' } } };

const react18: TestProjectInlineConfiguration = {
  extends: false,
  resolve: {
    alias: [
      { find: /^react($|\/)/, replacement: `${at('./tools/react-18/node_modules/react')}$1` },
      { find: /^react-dom($|\/)/, replacement: `${at('./tools/react-18/node_modules/react-dom')}$1` },
      // Its CommonJS main would bring React 19 back in.
      { find: /^@testing-library\/react$/, replacement: at('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js') },
    ],
  },
  test: {
    ...jsdom,
    name: 'react-18',
    env: { REACT_MAJOR: '18' },
    server: { deps: { inline: [/@testing-library\/react/, /zustand/] } },
  },
};

const node: TestProjectInlineConfiguration = {
  extends: false,
  // The examples name the package as its users do.
  resolve: { alias: { 'react-chat-socket/server': at('./src/server/index.ts') } },
  test: {
    testTimeout,
    maxWorkers,
    name: 'node',
    environment: 'node',
    include: ['test/{protocol,client,store,server,conformance,simulation,testing,examples}/**/*.test.ts'],
    setupFiles: ['./test/support/fail-on-console.ts'],
  },
};

/** Real sockets, processes and files under faults: slower than the others, so a command of its own. */
const faults: TestProjectInlineConfiguration = {
  extends: false,
  test: {
    testTimeout,
    name: 'faults',
    environment: 'node',
    include: ['test/faults/**/*.fault.test.ts'],
    setupFiles: ['./test/support/fail-on-console.ts'],
  },
};

const storybook: TestProjectInlineConfiguration = {
  extends: false,
  plugins: [storybookTest({ configDir: at('./.storybook') })],
  test: {
    name: 'storybook',
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: chromiumLaunch }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

const report = process.env['TEST_REPORT'];

export default defineConfig({
  test: {
    projects: [react19, react18, node, faults, storybook],
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
