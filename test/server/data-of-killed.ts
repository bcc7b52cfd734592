import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/server-fixture.ts';
import { copyDatabase, testDatabaseUrl } from '../support/test-database.ts';

/** The data of a server as it is at this moment: what would be left of it if it were killed now. */
export async function dataOfKilled(data: string): Promise<string> {
  const folder = temporaryFolder();
  if (testDatabaseUrl !== undefined) await copyDatabase(data, folder);
  for (const file of ['chat.sqlite', 'chat.sqlite-wal'])
    if (existsSync(join(data, file))) copyFileSync(join(data, file), join(folder, file));
  return folder;
}
