import { PostgresAdapter, type Kysely } from 'kysely';

/** Whether a database is PostgreSQL, for the few words that it and SQLite do not share. */
export function isPostgres<Tables>(database: Kysely<Tables>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}
