import type { Kysely } from 'kysely';
import type { Environment } from '../environment.ts';
import type { Lease } from './lease.ts';
import type { Tables } from './schema.ts';

/** Where a database is, and how it is opened. */
export interface DatabaseOptions {
  /** Of a PostgreSQL database; it wins over the embedded one. @default none */
  readonly databaseUrl?: string | undefined;
  /** The folder that holds the embedded database, or `':memory:'` for one that is gone with the process. */
  readonly data: string;
  /** `normal` survives a killed process; `full` also survives a power cut, and waits for the disk at each commit. @default 'normal' */
  readonly durability?: 'normal' | 'full';
}

/** A database, ready for queries. */
export interface OpenDatabase {
  readonly database: Kysely<Tables>;
  /** The same, on connections that nobody who reads takes away: however many do, the log is written and the lease renewed. */
  readonly writer: Kysely<Tables>;
  /** Keeps other processes away; undefined where nobody else can open it. `onLost`: another process took it. */
  readonly createLease?: (environment: Environment, onLost: () => void) => Lease;
  /** What to tell of an error that kept a server from starting: a `StartError` if it is the database's. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
}

/**
 * Opens a database and brings it up to date.
 * @throws StartError when it cannot be reached, is damaged, was written by a newer version, or another process has its folder.
 */
export async function openDatabase({ databaseUrl, ...embedded }: DatabaseOptions): Promise<OpenDatabase> {
  // A server needs one of the two drivers, and not the other.
  if (databaseUrl === undefined) return (await import('./open-sqlite.ts')).openSqlite(embedded);
  return (await import('./open-postgres.ts')).openPostgres(databaseUrl);
}
