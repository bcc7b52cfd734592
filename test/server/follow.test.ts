import { expect, it } from 'vitest';
import { createConnection } from '../../src/server/connection.ts';
import { followFrom } from '../../src/server/follow.ts';
import { createWebSocketState } from '../../src/server/websocket-state.ts';
import { openLog, question } from './log/log-fixture.ts';
import { createStalledSocket } from './stalled-socket.ts';

it('R9.8: a message that is logged in the same step as a Delete does not have its socket follow what is deleted', async () => {
  const { log } = await openLog();
  const state = createWebSocketState(log);
  const { socket, frames } = createStalledSocket();
  const connection = createConnection('1', 'owner', socket);
  state.add(connection);
  const before = await log.transact('c', (draft) => draft.create('owner'));

  const sent = log
    .transact('c', (draft) => draft.add(question('c-q', 'Still there?')))
    .then(() => followFrom({ log, state }, connection, before));
  const deleted = log.transact('c', (draft) => draft.remove(1)).then(() => state.dismiss('c'));

  await expect(sent).rejects.toMatchObject({ code: 'not_found' });
  await deleted;
  expect(state.subscriptionsOf(connection)).toBe(0);
  expect(frames).toEqual([]);
});
