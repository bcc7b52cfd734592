import { describe, expect, it } from 'vitest';
import type { ToolStatus } from '../../../src/protocol/index.ts';
import { end, openLog, pendingAnswer, question, startConversation, write } from './log-fixture.ts';

const limit = 100;

describe('the list beside the log', () => {
  it('D29: moves with the commit that changes a conversation, and wakes its owner', async () => {
    const { log } = await openLog();
    const woken: string[][] = [];
    log.onListed((userIds) => woken.push([...userIds]));
    await startConversation(log, 'c', 'ada');
    expect(await log.list.after('ada', 0, limit)).toMatchObject({ head: 1, events: [{ conversation: { id: 'c', status: 'answering' } }] });
    await log.transact('c', (draft) => {
      write(draft, 'c-a', 'Because');
    });
    expect(await log.list.after('ada', 1, limit)).toMatchObject({ head: 1, events: [] });
    await log.transact('c', (draft) => {
      end(draft, 'c-a');
    });
    expect(await log.list.after('ada', 1, limit)).toMatchObject({ head: 2, events: [{ conversation: { status: 'idle' } }] });
    expect(woken).toEqual([['ada'], ['ada']]);
  });

  it('says when an answer waits for its user, and when it does no more', async () => {
    const { log } = await openLog();
    await startConversation(log, 'c', 'ada');
    const tell = (status: ToolStatus) =>
      log.transact('c', (draft) => {
        draft.append({ type: 'ToolUpdate', message_id: 'c-a', tool: { id: 't', name: 'write', status }, at: 3 });
      });
    const statuses = [];
    for (const status of ['running', 'awaiting', 'done'] as const) {
      await tell(status);
      statuses.push(await log.list.newest('c'));
    }
    expect(statuses).toMatchObject([
      { sync_id: 1, conversation: { status: 'answering' } },
      { sync_id: 2, conversation: { status: 'awaiting' } },
      { sync_id: 3, conversation: { status: 'answering' } },
    ]);
  });

  it('does not move with a change that throws', async () => {
    const { log } = await openLog();
    await startConversation(log, 'c', 'ada');
    const failing = log.transact('c', (draft) => {
      draft.rename('Lost');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await log.list.after('ada', 1, limit)).toMatchObject({ head: 1, events: [] });
  });

  it('numbers every change of a user densely, and keeps the newest of each conversation', async () => {
    const { log } = await openLog();
    for (const id of ['one', 'two', 'three']) await startConversation(log, id, 'ada');
    await startConversation(log, 'other', 'bob');
    await log.transact('one', (draft) => draft.rename('Uno'));
    const { events } = await log.list.after('ada', 0, limit);
    expect(events.map(({ sync_id, conversation }) => [sync_id, conversation.id])).toEqual([
      [2, 'two'],
      [3, 'three'],
      [4, 'one'],
    ]);
    expect((await log.list.after('bob', 0, limit)).head).toBe(1);
  });

  it('leaves what is deleted out of a replay from the start, and nowhere else', async () => {
    const { log } = await openLog();
    await startConversation(log, 'c', 'ada');
    await log.transact('c', (draft) => {
      end(draft, 'c-a');
      draft.remove(5);
    });
    expect(await log.list.after('ada', 0, limit)).toMatchObject({ head: 2, events: [] });
    expect(await log.list.after('ada', 1, limit)).toMatchObject({ events: [{ type: 'ConversationRemoved', at: 5 }] });
  });

  it('has a name that no other database has', async () => {
    const names = await Promise.all(
      [openLog(), openLog()].map(async (opening) => (await (await opening).log.list.after('ada', 0, 0)).log_id),
    );
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('a draft', () => {
  it('does not delete a conversation in which something is being answered', async () => {
    const { log } = await openLog();
    await startConversation(log);
    await expect(log.transact('c', (draft) => draft.remove(5))).rejects.toThrow('has not ended');
  });

  it('takes nothing into a deleted conversation, and everything once that is restored', async () => {
    const { log } = await openLog();
    await startConversation(log);
    await log.transact('c', (draft) => {
      end(draft, 'c-a');
      draft.remove(5);
    });
    const add = () => log.transact('c', (draft) => draft.add(question('next', 'And?', 'c-a')));
    await expect(add()).rejects.toThrow('is deleted');
    await log.transact('c', (draft) => draft.restore());
    expect((await add()).sync_id).toBe(4);
  });
});

describe('what was deleted long enough ago', () => {
  it('has no text any more, stays known, and was paid for', async () => {
    const { log, database } = await openLog();
    for (const id of ['old', 'new', 'kept']) {
      await log.transact(id, (draft) => {
        draft.create('ada', `Title of ${id}`);
        draft.add(question(`${id}-q`, 'A secret?'));
        draft.add(pendingAnswer(`${id}-a`, `${id}-q`));
        write(draft, `${id}-a`, 'A secret.');
        draft.append({ type: 'Complete', message_id: `${id}-a`, status: 'complete', usage: { output_tokens: 7 }, at: 3 });
        if (id !== 'kept') draft.remove(id === 'old' ? 10 : 20);
      });
    }
    await log.erase(20);
    const rows = await database.selectFrom('messages').select(['conversation_id', 'parts_json']).execute();
    const withText = rows.filter(({ parts_json }) => parts_json.includes('secret')).map(({ conversation_id }) => conversation_id);
    expect(new Set(withText)).toEqual(new Set(['new', 'kept']));
    expect(await log.messages.find('old-q')).toMatchObject({ conversation_id: 'old', message: { parts: [] } });
    expect(await log.list.newest('old')).toMatchObject({ type: 'ConversationRemoved' });
    const held = await log.hold('old');
    expect(held?.read().conversation.messages.flatMap(({ parts }) => parts)).toEqual([]);
    held?.release();
    expect(await log.messages.tokensSince('ada', 0)).toBe(3 * 7);
  });
});
