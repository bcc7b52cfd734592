import { Kysely, PostgresDialect } from 'kysely';
import { StartError } from '../start-error.ts';
import { DatabaseAwayError } from './database-away-error.ts';
import { createLease } from './lease.ts';
import { migrate } from './migrate.ts';
import type { OpenDatabase } from './open-database.ts';
import { createPostgresPool } from './postgres-pool.ts';
import type { Tables } from './schema.ts';

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
    if (!(error instanceof DatabaseAwayError)) throw error;
    throw new StartError(`${error.message}. Start it, or give the address of another in DATABASE_URL.`);
  }
  return {
    database,
    createLease: (environment, onLost) => createLease({ database, environment, onLost }),
    close: () => database.destroy(),
  };
}
