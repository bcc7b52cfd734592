import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseAwayError } from './database-away-error.ts';

/** How long to wait for a connection, and for an answer on one, in milliseconds. */
const connectLimitMs = 5000;
const answerLimitMs = 10_000;

/** What connections are for. */
export interface PostgresPoolOptions {
  /** The most of them. */
  readonly max: number;
  /** Whether a query may take as long as it takes, though the address says otherwise: as one that changes tables, or waits for another process to. */
  readonly isPatient?: boolean;
}

/** A pool of connections that gives up on those that say nothing, and never hands out one that has failed. */
export function createPostgresPool(url: string, { max, isPatient = false }: PostgresPoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: isPatient ? url.replace(/(?<=[?&])query_timeout=[^&]*/, '') : url,
    max,
    keepAlive: true,
    connectionTimeoutMillis: connectLimitMs,
    ...(isPatient ? {} : { query_timeout: answerLimitMs }),
    // A transaction whose client is gone must not keep its locks.
    idle_in_transaction_session_timeout: answerLimitMs,
    fallback_application_name: 'react-chat-socket',
    // What stands in our bigint columns are sync_ids and times, far below 2⁵³.
    types: { getTypeParser: (type, format) => (type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) },
  });
  // An idle connection that breaks is replaced when the next one is asked for.
  pool.on('error', () => undefined);

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return guard(await pool.connect());
      } catch (error) {
        // What its address asks for, as a file with a certificate, is looked at now, and thrown at once.
        throw new DatabaseAwayError(error);
      }
    },
  };
}

/** A connection that asks nothing more once it has failed, and is thrown away then: an answer that comes late would be taken for another's. */
function guard(client: pg.PoolClient): PostgresPoolClient {
  let failure: DatabaseAwayError | undefined;
  const fail = (error: unknown) => (failure ??= new DatabaseAwayError(error));
  client.on('error', fail);

  async function query(text: string, values: readonly unknown[]) {
    if (failure) throw failure;
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      throw isAnswer(error) ? error : fail(error);
    }
  }

  return {
    query: query as never, // its other form takes a cursor, and nothing here reads one
    release() {
      client.off('error', fail);
      client.release(failure);
    },
  };
}

/** Whether the database lives and said no. Class 57 is one that goes away, class 08 a lost connection. */
function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(?:57P|08|25P03)/.test(error.code ?? '08');
}
