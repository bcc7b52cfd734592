import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { build } from 'vite';

/** Builds the page of a contender as an application would be, and serves it; returns where. */
export async function buildPage(script: string): Promise<{ url: string; close(): void }> {
  const root = await mkdtemp(join(tmpdir(), 'bench-page-'));
  const entry = fileURLToPath(new URL(script, import.meta.url));
  await writeFile(join(root, 'index.html'), `<!doctype html><body><script type="module" src="/@fs${entry}"></script></body>`);
  await build({
    configFile: false,
    root,
    plugins: [react(), { name: 'entry', resolveId: (id) => (id.startsWith('/@fs') ? id.slice(4) : null) }],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: join(root, 'dist'), chunkSizeWarningLimit: 10_000 },
    logLevel: 'error',
  });
  const files = createServer(sirv(join(root, 'dist')));
  files.listen(0, '127.0.0.1');
  await once(files, 'listening');
  const { port } = files.address() as AddressInfo; // a string only for pipes
  return { url: `http://127.0.0.1:${port}/`, close: () => void files.close() };
}
