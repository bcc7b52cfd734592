import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import type { SessionStore } from './session-store.ts';

/** How many ids stand in one query. */
const batch = 500;

/** Sessions in an SQL database. */
export function createSqlSessionStore(database: Kysely<Tables>): SessionStore {
  return {
    async add(session) {
      await database.insertInto('sessions').values(session).execute();
    },
    find: (tokenHash) => database.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    ofUser: (userId, now) =>
      database
        .selectFrom('sessions')
        .select(['id', 'user_id', 'provider', 'previous_user_id', 'device', 'created_at', 'renewed_at', 'expires_at'])
        .where('user_id', '=', userId)
        .where('expires_at', '>', now)
        .orderBy('renewed_at', 'desc')
        .orderBy('id')
        .execute(),
    async renew(id, times) {
      await database.updateTable('sessions').set(times).where('id', '=', id).execute();
    },
    async remove(ids) {
      if (ids.length > 0) await database.deleteFrom('sessions').where('id', 'in', ids).execute();
    },
    async removeExpired(now) {
      await database.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    },
    async existing(ids) {
      const found = new Set<string>();
      for (let start = 0; start < ids.length; start += batch) {
        const some = ids.slice(start, start + batch);
        const rows = await database.selectFrom('sessions').select('id').where('id', 'in', some).execute();
        for (const { id } of rows) found.add(id);
      }
      return found;
    },
  };
}
