import { defineConfig } from 'tsdown';

/** The package: one entry a layer. What it depends on stays outside: to bundle any of it by mistake is an error. */
export default defineConfig({
  entry: ['src/index.ts', 'src/{client,store,protocol,math,server,testing}/index.ts', 'src/server/cli.ts'],
  tsconfig: 'tsconfig.build.json',
  platform: 'neutral',
  fixedExtension: false,
  // A file a module, so that 'use client' stays and an application takes no more than it imports.
  unbundle: true,
  dts: { generator: 'tsgo', sourcemap: false },
  sourcemap: true,
  // Only `npm run dev` needs Vite, and only in this repository.
  deps: { onlyBundle: [], neverBundle: [/^node:/, 'vite'] },
  // 'use client' may be lost, it warns; `tools/check-dist.ts` looks whether it was.
  inputOptions: { checks: { moduleLevelDirective: false, bundlerTimings: false } },
  logLevel: 'warn',
});
