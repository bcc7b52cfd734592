import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../../src/protocol/index.ts';
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

  await sql`pragma max_page_count = 1`.execute(database);
  const large = ' after'.repeat(5_000);
  await expect(log.transact('c', (draft) => write(draft, 'c-a', large))).rejects.toThrow(/full/);
  expect(text()).toBe('before');

  await sql`pragma max_page_count = 100000`.execute(database);
  await log.transact('c', (draft) => write(draft, 'c-a', ' after'));
  expect(text()).toBe('before after');
  expect(held?.read().conversation.cursor).toBe(4);
});
