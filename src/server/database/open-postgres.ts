import { Kysely, PostgresDialect } from 'kysely';
import { StartError } from '../start-error.ts';
import { DatabaseAwayError } from './database-away-error.ts';
import { createLease } from './lease.ts';
import { migrate } from './migrate.ts';
import type { OpenDatabase } from './open-database.ts';
import { createPostgresPool } from './postgres-pool.ts';
import type { Tables } from './schema.ts';
import { UnreadableError } from './unreadable-error.ts';

/**
 * Opens a PostgreSQL database and brings it up to date.
 * @throws StartError when it cannot be reached, or a newer version wrote it.
 */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPostgresPool(url) }) });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw explain(error);
  }
  return {
    database,
    explain,
    createLease: (environment, onLost) => createLease({ database, environment, onLost }),
    close: () => database.destroy(),
  };
}

function explain(error: unknown): unknown {
  const orAnother = 'or give the address of another in DATABASE_URL';
  if (error instanceof DatabaseAwayError) return new StartError(`${error.message}. Start it, ${orAnother}.`);
  if (error instanceof UnreadableError)
    return new StartError(`The database is damaged: ${error.message}. Put a copy of it back, ${orAnother}.`);
  return error;
}
