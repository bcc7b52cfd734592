import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { migrations } from '../../src/server/database/migrations/index.ts';
import type { Tables } from '../../src/server/database/schema.ts';

/** A database as the migrations up to one have left it. */
async function databaseAt(name: string) {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const migrate = async (to: string) => expect((await migrator.migrateTo(to)).error).toBeUndefined();
  await migrate(name);
  return { database, migrate };
}

it('0002 lists the conversations that are there already, with their titles, in the order of their last change', async () => {
  const { database, migrate } = await databaseAt('0001-conversations');
  const insert = (table: 'users' | 'conversations' | 'messages', row: object) =>
    database
      .insertInto(table)
      .values(row as never) // as it was at that time
      .execute();
  await insert('users', { id: 'ada', created_at: 1 });
  for (const [id, updated_at, text] of [
    ['late', 9, '# The *second* one'],
    ['early', 2, 'The first one'],
  ] as const) {
    await insert('conversations', { id, owner_id: 'ada', log_id: 'l', head: 2, created_at: 1, updated_at });
    const message = { conversation_id: id, created_at: 1 };
    const parts_json = JSON.stringify([{ type: 'text', text }]);
    await insert('messages', { ...message, id: `${id}-q`, position: 1, role: 'user', status: 'complete', parts_json });
    const status = id === 'late' ? 'pending' : 'complete';
    await insert('messages', { ...message, id: `${id}-a`, position: 2, role: 'assistant', status, parts_json: '[]' });
  }

  await migrate('0002-conversation-list');

  const rows = await database
    .selectFrom('conversations')
    .select(['id', 'title', 'status', 'list_position'])
    .orderBy('list_position')
    .execute();
  expect(rows).toEqual([
    { id: 'early', title: 'The first one', status: 'idle', list_position: 1 },
    { id: 'late', title: 'The second one', status: 'answering', list_position: 2 },
  ]);
  expect(await database.selectFrom('users').select('list_head').execute()).toEqual([{ list_head: 2 }]);
  await database.destroy();
});
