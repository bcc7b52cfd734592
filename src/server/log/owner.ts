import type { Kysely, Transaction } from 'kysely';
import { isPostgres } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';

/** Another process has the log now: this one may add nothing more to it. */
export class LogLostError extends Error {
  override readonly name = 'LogLostError';

  constructor() {
    super('The log belongs to another process now. Nothing was added.');
  }
}

const key = 'log_owner';

/** Makes a process the one that writes the log, and so shuts out whoever did before. */
export async function claimLog(database: Kysely<Tables>, owner: string): Promise<void> {
  await database
    .insertInto('settings')
    .values({ key, value: owner })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: owner }))
    .execute();
}

/**
 * Sees that the log is still this process's, in the transaction that is about to add to it.
 * @throws LogLostError when it is not.
 */
export async function assertOwner(transaction: Transaction<Tables>, owner: string): Promise<void> {
  const held = transaction.selectFrom('settings').select('value').where('key', '=', key);
  // Where transactions run side by side, this one waits for one before it that was given up while it still ended.
  const row = await (isPostgres(transaction) ? held.forUpdate() : held).executeTakeFirst();
  if (row?.value !== owner) throw new LogLostError();
}
