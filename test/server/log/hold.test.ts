import { expect, it } from 'vitest';
import { end, openLog, startConversation } from './log-fixture.ts';

it('finds every conversation that is asked for in one tick, though fewer may lie idle', async () => {
  const { log } = await openLog({ maxIdleConversations: 1 });
  const ids = ['a', 'b', 'c', 'd'];
  for (const id of ids) {
    await startConversation(log, id);
    await log.transact(id, (draft) => end(draft, `${id}-a`));
  }

  const held = await Promise.all([...ids, 'none'].map((id) => log.hold(id)));

  expect(held.map((one) => one?.read().conversation.id)).toEqual([...ids, undefined]);
});
