import { sql, type Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../../src/protocol/index.ts';
import { isPostgres } from '../../../src/server/database/dialect.ts';
import type { Tables } from '../../../src/server/database/schema.ts';
import { openLog, startConversation, write } from './log-fixture.ts';

it('a disk that is full refuses what comes, whole, and takes it again once there is room', async () => {
  const { log, database } = await openLog();
  await startConversation(log);
  await log.transact('c', (draft) => write(draft, 'c-a', 'before'));
  const held = await log.hold('c');
  const text = () => {
    const answer = held && findMessage(held.read().conversation, 'c-a');
    return answer && contentOf(answer);
  };

  await fillDisk(database);
  const large = ' after'.repeat(5_000);
  await expect(log.transact('c', (draft) => write(draft, 'c-a', large))).rejects.toThrow(/full/);
  expect(text()).toBe('before');

  await makeRoom(database);
  await log.transact('c', (draft) => write(draft, 'c-a', ' after'));
  expect(text()).toBe('before after');
  expect(held?.read().conversation.cursor).toBe(4);
});

/** From now on there is no room for a long text. */
function fillDisk(database: Kysely<Tables>) {
  const limit = isPostgres(database)
    ? sql`alter table journal add constraint disk_full check (octet_length(events_json) < 10000)`
    : sql`pragma max_page_count = 1`;
  return limit.execute(database);
}

function makeRoom(database: Kysely<Tables>) {
  const limit = isPostgres(database) ? sql`alter table journal drop constraint disk_full` : sql`pragma max_page_count = 100000`;
  return limit.execute(database);
}
