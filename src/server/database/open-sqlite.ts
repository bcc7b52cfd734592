import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { StartError } from '../start-error.ts';
import { DatabaseAwayError } from './database-away-error.ts';
import { lockFolder } from './lock-folder.ts';
import { migrate } from './migrate.ts';
import type { DatabaseOptions, OpenDatabase } from './open-database.ts';
import type { Tables } from './schema.ts';
import { UnreadableError } from './unreadable-error.ts';

/**
 * Opens the embedded database, alone, and brings it up to date.
 * @throws StartError when another process has the folder, a newer version wrote it, it is damaged, or cannot be written.
 */
export async function openSqlite({ data, durability = 'normal' }: Omit<DatabaseOptions, 'databaseUrl'>): Promise<OpenDatabase> {
  const unlock = data === ':memory:' ? undefined : lockFolder(data);
  let sqlite: Database.Database | undefined;
  const explain = (error: unknown) => {
    const cause = error instanceof DatabaseAwayError ? error.cause : error;
    const remedies = remediesOf(cause);
    if (!remedies) return error;
    const [what, remedy] = remedies;
    return new StartError(`The database ${join(data, 'chat.sqlite')} ${what}. ${remedy}, or use another data folder.`);
  };
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
    return { database, writer: database, explain, close };
  } catch (error) {
    await close();
    throw explain(error);
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

/** What is wrong with the database, and what to do about it; undefined if it is not the database. */
function remediesOf(error: unknown): [string, string] | undefined {
  const isOfSqlite = error instanceof Database.SqliteError;
  if (!isOfSqlite && !(error instanceof UnreadableError)) return undefined;
  const isDamaged = !isOfSqlite || error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT');
  if (isDamaged) return [`is damaged: ${error.message}`, 'Put a copy of it back'];
  return [`cannot be used: ${error.message}`, 'See that it can be written'];
}
