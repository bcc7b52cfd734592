import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';

/** The secret that sessions are signed with, kept in the database so that people stay who they are when the server starts again. */
export async function sessionSecret(database: Kysely<Tables>): Promise<string> {
  const fresh = { key: 'session_secret', value: randomBytes(32).toString('base64url') };
  await database
    .insertInto('settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await database.selectFrom('settings').select('value').where('key', '=', fresh.key).executeTakeFirstOrThrow();
  return value;
}
