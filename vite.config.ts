import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const react18 = (name: string) => at(`./tools/react-18/node_modules/${name}`);

const jsdom = {
  environment: 'jsdom' as const,
  include: ['test/{react,components,strict-mode}/**/*.test.{ts,tsx}'],
  setupFiles: ['./test/support/fail-on-console.ts', './test/support/jsdom.ts'],
};

export default defineConfig({
  plugins: [react()],
  root: at('./src/demo'),
  build: { outDir: at('./dist/demo'), emptyOutDir: true },
  test: {
    root: at('.'),
    projects: [
      { plugins: [react()], test: { ...jsdom, name: 'react-19' } },
      {
        plugins: [react()],
        resolve: {
          alias: [
            { find: /^react($|\/)/, replacement: `${react18('react')}$1` },
            { find: /^react-dom($|\/)/, replacement: `${react18('react-dom')}$1` },
            // Its CommonJS main would bring React 19 back in.
            {
              find: /^@testing-library\/react$/,
              replacement: at('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
            },
          ],
        },
        test: { ...jsdom, name: 'react-18', server: { deps: { inline: [/@testing-library\/react/, /zustand/] } } },
      },
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{protocol,client,store,server,conformance,simulation,testing}/**/*.test.ts'],
          setupFiles: ['./test/support/fail-on-console.ts'],
        },
      },
    ],
  },
});
