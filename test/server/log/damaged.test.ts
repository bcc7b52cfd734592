import { expect, it } from 'vitest';
import { UnreadableError } from '../../../src/server/database/unreadable-error.ts';
import { end, openLog, startConversation, write } from './log-fixture.ts';

it('a conversation that cannot be read fails alone, and not what others store in the same step', async () => {
  const { log, database } = await openLog({ maxIdleConversations: 0 });
  for (const id of ['broken', 'whole']) await startConversation(log, id);
  await log.transact('broken', (draft) => end(draft, 'broken-a'));
  await database.updateTable('messages').set({ parts_json: '[{"type":"te' }).where('id', '=', 'broken-a').execute();

  const asked = [log.hold('broken'), log.transact('whole', (draft) => write(draft, 'whole-a', 'Here.')), log.hold('broken')];

  expect(await Promise.allSettled(asked)).toEqual([
    { status: 'rejected', reason: new UnreadableError('message broken-a') },
    { status: 'fulfilled', value: expect.objectContaining({ sync_id: 3 }) },
    { status: 'rejected', reason: new UnreadableError('message broken-a') },
  ]);
});
