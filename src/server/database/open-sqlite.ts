import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
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
    await migrate(new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) }));
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: withKeptStatements(sqlite) }) });
    return { database, close };
  } catch (error) {
    await close();
    if (!(error instanceof Database.SqliteError)) throw error;
    const [what, remedy] = isDamaged(error) ? ['is damaged', 'Put a copy of it back'] : ['cannot be used', 'See that it can be written'];
    throw new StartError(`The database ${join(data, 'chat.sqlite')} ${what}: ${error.message}. ${remedy}, or use another data folder.`);
  }
}

/** The most statements that are kept; with lists in them there can be any number. */
const maxStatements = 200;

/** The same few statements come with every transaction, so each is prepared once. */
function withKeptStatements(sqlite: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      if (kept.size >= maxStatements) kept.clear();
      const statement = sqlite.prepare(sql);
      kept.set(sql, statement);
      return statement;
    },
  };
}

function isDamaged({ code }: InstanceType<typeof Database.SqliteError>): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}
