import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { StartError } from '../start-error.ts';
import { lockFolder } from './lock-folder.ts';
import { migrate } from './migrate.ts';
import type { DatabaseOptions, OpenDatabase } from './open-database.ts';
import type { Tables } from './schema.ts';

/**
 * Opens the embedded database, alone, and brings it up to date.
 * @throws StartError when another process has the folder, a newer version wrote it, it is damaged, or cannot be written.
 */
export async function openSqlite({ data, durability = 'normal' }: Omit<DatabaseOptions, 'databaseUrl'>): Promise<OpenDatabase> {
  const unlock = data === ':memory:' ? undefined : lockFolder(data);
  let sqlite: Database.Database | undefined;
  const close = async () => {
    sqlite?.close();
    unlock?.();
  };
  try {
    sqlite = new Database(data === ':memory:' ? data : join(data, 'chat.sqlite'));
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma(`synchronous = ${durability}`);
    sqlite.pragma('foreign_keys = ON');
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
    await migrate(database);
    return { database, close };
  } catch (error) {
    await close();
    if (!(error instanceof Database.SqliteError)) throw error;
    const [what, remedy] = isDamaged(error) ? ['is damaged', 'Put a copy of it back'] : ['cannot be used', 'See that it can be written'];
    throw new StartError(`The database ${join(data, 'chat.sqlite')} ${what}: ${error.message}. ${remedy}, or use another data folder.`);
  }
}

function isDamaged({ code }: InstanceType<typeof Database.SqliteError>): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}
