import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { build } from 'vite';
import type { BuiltServer } from './built-server.ts';
import { test as countingTest } from './counting-chat.ts';

/** A site on a port of its own, whose page embeds the chat of another server, in Strict Mode and React's development build. */
export interface EmbeddingSite {
  /** Where its page shows a conversation of that server: a new one, unless it is named. */
  page(server: BuiltServer, options?: { conversationId?: string; host?: '127.0.0.1' | 'localhost' }): string;
}

/** The counting chat, and a site that embeds it and stays when its server goes. */
export const test = countingTest.extend<object, { site: EmbeddingSite }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'embedding-site-'));
      await buildPage(folder);
      const files = createServer(sirv(folder));
      files.listen(0, '127.0.0.1');
      await once(files, 'listening');
      const { port } = files.address() as AddressInfo; // a string only for pipes
      await use({
        page({ socketUrl }, { conversationId = randomUUID(), host = '127.0.0.1' } = {}) {
          return `http://${host}:${port}/?${new URLSearchParams({ server: socketUrl, conversation: conversationId })}`;
        },
      });
      files.close();
      files.closeAllConnections();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

/** Effects run twice in React's development build alone. */
async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./embed', import.meta.url)),
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { outDir, emptyOutDir: true, minify: false },
    logLevel: 'error',
  });
}
