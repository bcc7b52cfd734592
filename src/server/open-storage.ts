import type { Kysely } from 'kysely';
import { sessionSecret } from './auth/index.ts';
import { openDatabase, type DatabaseOptions } from './database/open-database.ts';
import type { Tables } from './database/schema.ts';
import type { Environment } from './environment.ts';
import { createSqlConversationLog, type ConversationLog, type LogObserver } from './log/index.ts';

/** Everything of a server that outlives it. */
export interface Storage {
  readonly log: ConversationLog;
  readonly database: Kysely<Tables>;
  /** What tokens are hashed and sealed with. */
  readonly sessionSecret: string;
  /** @throws Error when the database does not answer. */
  ask(): Promise<void>;
  /** What to tell of an error that kept the server from starting: a `StartError` if it is the database's. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
}

/** Opens the data of a server, with its own secret unless one is given. If that fails, nothing stays open. `onLost`: another process took it. */
export async function openStorage(
  options: DatabaseOptions & { sessionSecret: string | undefined; eventsKeptMs: number; observer?: LogObserver },
  environment: Environment,
  onLost: () => void,
): Promise<Storage> {
  const { database, writer, createLease, explain, close } = await openDatabase(options);
  const lease = createLease?.(environment, onLost);
  try {
    const claim = lease ? { claim: lease.take } : {};
    const log = await createSqlConversationLog({
      database,
      writer,
      environment,
      eventsKeptMs: options.eventsKeptMs,
      onLost,
      observer: options.observer,
      ...claim,
    });
    return {
      log,
      database,
      explain,
      sessionSecret: options.sessionSecret ?? (await sessionSecret(database)),
      async ask() {
        await database.selectFrom('settings').select('key').limit(1).execute();
      },
      async close() {
        await log.close();
        await lease?.release();
        await close();
      },
    };
  } catch (error) {
    await lease?.release();
    await close();
    throw explain(error);
  }
}
