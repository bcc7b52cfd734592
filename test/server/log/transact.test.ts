import { describe, expect, it } from 'vitest';
import { contentOf, findMessage } from '../../../src/protocol/index.ts';
import { eventsAfter, type ConversationLog } from '../../../src/server/log/index.ts';
import { end, openLog, startConversation, write } from './log-fixture.ts';

async function stateOf(log: ConversationLog, id = 'c') {
  const held = await log.hold(id);
  if (!held) throw new Error(`There is no conversation ${id}.`);
  const state = held.read();
  held.release();
  return state;
}

async function textOf(log: ConversationLog, messageId = 'c-a') {
  const message = findMessage((await stateOf(log)).conversation, messageId);
  return message && contentOf(message);
}

describe('transact', () => {
  it('I1: gives sync_ids without a hole to what many append at once', async () => {
    const { log } = await openLog();
    await startConversation(log);

    const logged = await Promise.all(Array.from({ length: 20 }, (_, n) => log.transact('c', (draft) => write(draft, 'c-a', `${n},`))));

    expect(logged.map((event) => event?.sync_id)).toEqual(Array.from({ length: 20 }, (_, n) => n + 3));
    expect(await textOf(log)).toBe(Array.from({ length: 20 }, (_, n) => `${n},`).join(''));
  });

  it('stores a tick of many conversations as one row', async () => {
    const { log, database } = await openLog();
    await startConversation(log, 'c');
    await startConversation(log, 'd');
    const rows = async () => (await database.selectFrom('journal').select('seq').execute()).length;
    const before = await rows();

    await Promise.all([log.transact('c', (draft) => write(draft, 'c-a', 'x')), log.transact('d', (draft) => write(draft, 'd-a', 'y'))]);

    expect(await rows()).toBe(before + 1);
  });

  it('shows a change to a later callback of the same tick, and to nobody else before it is stored', async () => {
    const { log } = await openLog();
    await startConversation(log);
    const held = await log.hold('c');
    let seenInside: number | undefined;
    let seenOutside: number | undefined;

    await Promise.all([
      log.transact('c', (draft) => write(draft, 'c-a', 'x')),
      log.transact('c', (draft) => {
        seenInside = draft.state()?.conversation.cursor;
        seenOutside = held?.read().conversation.cursor;
      }),
    ]);

    expect(seenInside).toBe(3);
    expect(seenOutside).toBe(2);
    expect(held?.read().conversation.cursor).toBe(3);
  });

  it('R5.5: refuses what follows the end of a message', async () => {
    const { log } = await openLog();
    await startConversation(log);

    const [first, second, late] = await log.transact('c', (draft) => [end(draft, 'c-a'), end(draft, 'c-a'), write(draft, 'c-a', 'late')]);

    expect(first?.sync_id).toBe(3);
    expect(second).toBeUndefined();
    expect(late).toBeUndefined();
    expect((await stateOf(log)).conversation.cursor).toBe(3);
  });

  it('rejects a callback that throws, alone, and drops what it had staged', async () => {
    const { log } = await openLog();
    await startConversation(log);

    const [failed, stored] = await Promise.allSettled([
      log.transact('c', (draft) => {
        write(draft, 'c-a', 'lost');
        throw new Error('no');
      }),
      log.transact('c', (draft) => write(draft, 'c-a', 'kept')),
    ]);

    expect(failed.status).toBe('rejected');
    expect(stored).toMatchObject({ status: 'fulfilled', value: { sync_id: 3 } });
    expect(await textOf(log)).toBe('kept');
  });

  it('rejects all of a tick and changes nothing when the commit fails', async () => {
    const { log, database } = await openLog();
    await startConversation(log);
    await database.schema.alterTable('journal').renameTo('journal_away').execute();
    const woken: ReadonlySet<string>[] = [];
    log.onAppended((ids) => woken.push(ids));

    const outcomes = await Promise.allSettled([
      log.transact('c', (draft) => write(draft, 'c-a', 'lost')),
      log.transact('c', (draft) => end(draft, 'c-a')),
    ]);
    await database.schema.alterTable('journal_away').renameTo('journal').execute();

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(woken).toEqual([]);
    expect((await stateOf(log)).conversation.cursor).toBe(2);
    expect((await log.messages.find('c-a'))?.message.status).toBe('pending');

    await log.transact('c', (draft) => write(draft, 'c-a', 'again'));
    expect(await textOf(log)).toBe('again');
  });

  it('wakes its listeners once a tick, when what was appended can be read', async () => {
    const { log } = await openLog();
    await startConversation(log);
    const held = await log.hold('c');
    const woken: unknown[] = [];
    log.onAppended((ids) => woken.push([[...ids], held?.read().conversation.cursor]));

    await Promise.all([log.transact('c', (draft) => write(draft, 'c-a', 'x')), log.transact('c', (draft) => write(draft, 'c-a', 'y'))]);

    expect(woken).toEqual([[['c'], 4]]);
  });

  it('gives the events after a cursor', async () => {
    const { log } = await openLog();
    await startConversation(log);
    await log.transact('c', (draft) => write(draft, 'c-a', 'x'));

    const { tail } = await stateOf(log);

    expect(eventsAfter(tail, 0)?.map(({ sync_id }) => sync_id)).toEqual([1, 2, 3]);
    expect(eventsAfter(tail, 2)?.map(({ sync_id }) => sync_id)).toEqual([3]);
    expect(eventsAfter(tail, 3)).toEqual([]);
  });

  it('knows nothing of a conversation that was never begun', async () => {
    const { log } = await openLog();

    expect(await log.hold('c')).toBeUndefined();
    await expect(log.transact('c', (draft) => draft.state())).resolves.toBeUndefined();
  });

  it('finishes what was begun before it closes, and takes nothing after', async () => {
    const { log } = await openLog();
    const started = startConversation(log);

    await log.close();

    await expect(started).resolves.toBeUndefined();
    await expect(log.transact('c', () => undefined)).rejects.toThrow('closed');
  });
});
