import { Kysely, PostgresDialect } from 'kysely';
import { StartError } from '../start-error.ts';
import { DatabaseAwayError } from './database-away-error.ts';
import { createLease } from './lease.ts';
import { migrate } from './migrate.ts';
import type { OpenDatabase } from './open-database.ts';
import { createPostgresPool, type PostgresPoolOptions } from './postgres-pool.ts';
import type { Tables } from './schema.ts';
import { UnreadableError } from './unreadable-error.ts';

/**
 * Opens a PostgreSQL database and brings it up to date.
 * @throws StartError when it cannot be reached, or a newer version wrote it.
 */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const migrating = connect(url, { max: 2, isPatient: true });
  try {
    await migrate(migrating);
  } catch (error) {
    throw explain(error);
  } finally {
    await migrating.destroy();
  }
  const database = connect(url, { max: 10 });
  const writer = connect(url, { max: 2 });
  return {
    database,
    writer,
    explain,
    createLease: (environment, onLost) => createLease({ database: writer, environment, onLost }),
    close: async () => void (await Promise.all([database.destroy(), writer.destroy()])),
  };
}

function connect(url: string, options: PostgresPoolOptions): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPostgresPool(url, options) }) });
}

function explain(error: unknown): unknown {
  const orAnother = 'or give the address of another in DATABASE_URL';
  if (error instanceof DatabaseAwayError) return new StartError(`${error.message}. Start it, ${orAnother}.`);
  if (error instanceof UnreadableError)
    return new StartError(`The database is damaged: ${error.message}. Put a copy of it back, ${orAnother}.`);
  return error;
}
