import { describe, expect, it } from 'vitest';
import { createConnection } from '../../src/server/connection.ts';
import { createWebSocketState } from '../../src/server/websocket-state.ts';
import { openLog, startConversation, write, type OpenLog } from './log/log-fixture.ts';
import { createStalledSocket } from './stalled-socket.ts';

/** One socket that follows those conversations, in that order. */
async function followAll({ log }: OpenLog, ids: readonly string[]) {
  const state = createWebSocketState(log);
  const reader = createStalledSocket();
  const connection = createConnection('1', 'owner', reader.socket);
  state.add(connection);
  for (const id of ids) {
    await startConversation(log, id);
    const held = await log.hold(id);
    if (!held) throw new Error('There is no conversation.');
    state.follow(connection, held, { type: 'Subscribed', scope: 'chat', conversation_id: id, last_sync_id: 2 });
  }
  return { reader, connection, state };
}

describe('what comes in one tick', () => {
  it('is one write to a socket, however many conversations it follows, and one frame for a part', async () => {
    const opened = await openLog();
    const { reader } = await followAll(opened, ['a', 'b', 'c']);
    const before = reader.writes();
    const deltas = ['a', 'b', 'c'].flatMap((id) =>
      ['one ', 'two ', 'three'].map((text) => opened.log.transact(id, (draft) => write(draft, `${id}-a`, text))),
    );
    await Promise.all(deltas);

    expect(reader.writes() - before).toBe(1);
    const texts = ['a', 'b', 'c'].map((id) =>
      reader
        .updates()
        .filter(({ conversation_id }) => conversation_id === id)
        .map(({ delta }) => delta.content),
    );
    expect(texts.map((parts) => parts.join(''))).toEqual(['one two three', 'one two three', 'one two three']);
    expect(texts.flat().length).toBeLessThan(9);
  });

  it('goes out first where it is of the conversation that was opened last, and what is in the background waits', async () => {
    const opened = await openLog();
    const { reader, connection, state } = await followAll(opened, ['background', 'screen']);
    const long = 'x'.repeat(8000);
    await Promise.all([
      ...Array.from({ length: 20 }, () => opened.log.transact('background', (draft) => write(draft, 'background-a', long))),
      opened.log.transact('screen', (draft) => write(draft, 'screen-a', 'here')),
    ]);

    const [first] = reader.updates();
    expect(first).toMatchObject({ conversation_id: 'screen', delta: { content: 'here' } });
    for (let n = 0; n < 5; n += 1) {
      reader.drain();
      state.catchUp(connection);
    }
    expect(
      reader
        .updates()
        .filter(({ conversation_id }) => conversation_id === 'background')
        .map(({ delta }) => delta.content)
        .join(''),
    ).toHaveLength(160_000);
  });
});
