import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createChatServer, type ChatServer, type ChatServerOptions } from '../../src/server/index.ts';
import { testDatabase } from './test-database.ts';

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'react-chat-socket-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server on a free port, with nothing kept unless a folder is given, on the database of the tests. It is closed after the test. */
export async function startServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const database = await testDatabase(options.data);
  const server = await createChatServer({ port: 0, drainMs: 0, ...database, ...options });
  onTestFinished(() => server.close());
  return server;
}
