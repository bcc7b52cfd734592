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
 * @throws StartError when another process has the folder, a newer version wrote it, or it is damaged.
 */
export async function openSqlite({ data, durability = 'normal' }: Omit<DatabaseOptions, 'databaseUrl'>): Promise<OpenDatabase> {
  const unlock = data === ':memory:' ? undefined : lockFolder(data);
  const sqlite = new Database(data === ':memory:' ? data : join(data, 'chat.sqlite'));
  const close = async () => {
    sqlite.close();
    unlock?.();
  };
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma(`synchronous = ${durability}`);
    sqlite.pragma('foreign_keys = ON');
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
    await migrate(database);
    return { database, close };
  } catch (error) {
    await close();
    if (!isDamaged(error)) throw error;
    throw new StartError(
      `The database ${join(data, 'chat.sqlite')} is damaged: ${error.message}. Put a copy of it back, or use another data folder.`,
    );
  }
}

function isDamaged(error: unknown): error is Error {
  return error instanceof Database.SqliteError && (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'));
}
