import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { contentOf, findMessage, type Conversation } from '../../../src/protocol/index.ts';
import { eventsAfter, type ConversationLog } from '../../../src/server/log/index.ts';
import { temporaryFolder } from '../../support/server-fixture.ts';
import { testDatabaseUrl } from '../../support/test-database.ts';
import { end, openLog, type OpenLog, pendingAnswer, question, startConversation, write } from './log-fixture.ts';

async function read(log: ConversationLog, id = 'c') {
  const held = await log.hold(id);
  if (!held) throw new Error(`There is no conversation ${id}.`);
  held.release();
  return held.read();
}

/** A conversation as plain data, however its text is kept. */
function plain({ messages, unfinished, cursor, has_earlier, log_id }: Conversation) {
  return {
    messages: messages.map((message) => ({ ...message, parts: message.parts.length, text: contentOf(message) })),
    unfinished,
    cursor,
    has_earlier,
    log_id,
  };
}

async function addTurn(log: ConversationLog, n: number, text: string) {
  await log.transact('c', (draft) => {
    draft.add(question(`q${n}`, text, draft.state()?.conversation.messages.at(-1)?.id ?? null));
    draft.add(pendingAnswer(`a${n}`, `q${n}`));
    write(draft, `a${n}`, text);
    end(draft, `a${n}`);
  });
}

describe('a log that is opened again', () => {
  it('is as it was, with the text of what has not ended and the events that a client may lack', async () => {
    const data = temporaryFolder();
    const first = await openLog({ data });
    await startConversation(first.log);
    await addTurn(first.log, 1, 'one');
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'half '));
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'an answer'));
    const before = await read(first.log);
    await first.close();

    const second = await openLog({ data });
    const after = await read(second.log);

    expect(plain(after.conversation)).toEqual(plain(before.conversation));
    expect(eventsAfter(after.tail, 0)).toEqual(eventsAfter(before.tail, 0));
    expect(await second.log.unfinishedAnswers()).toEqual([{ conversation_id: 'c', message_id: 'c-a' }]);
  });

  it('I16: has its newest events, though the clock was set back while they were stored', async () => {
    const data = temporaryFolder();
    const noon = 1_000_000_000;
    let now = noon;
    const first = await openLog({ data, now: () => now });
    await startConversation(first.log);
    now = noon - 3_600_000;
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'x'));
    await first.log.transact('c', (draft) => end(draft, 'c-a'));
    await first.close();

    const second = await openLog({ data, now: () => noon });
    await startConversation(second.log, 'other');
    await second.close();

    const { log } = await openLog({ data, now: () => noon });
    const { conversation, tail } = await read(log);
    expect(conversation.cursor).toBe(4);
    expect(eventsAfter(tail, 0)?.map((event) => event.sync_id)).toEqual([1, 2, 3, 4]);
  });

  it('goes on with the next sync_id', async () => {
    const data = temporaryFolder();
    const first = await openLog({ data });
    await startConversation(first.log);
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'x'));
    await first.close();

    const { log } = await openLog({ data });

    expect(await log.transact('c', (draft) => end(draft, 'c-a')?.sync_id)).toBe(4);
  });

  it('keeps the events of an unfinished answer however old they are, and drops others after 15 minutes', async () => {
    const data = temporaryFolder();
    const time = { now: 0 };
    const first = await openLog({ data, now: () => time.now });
    await first.log.transact('old', (draft) => {
      draft.create('owner');
      draft.add(question('old-q', 'Old?'));
    });
    await startConversation(first.log);
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'kept '));
    time.now = 16 * 60_000;
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'all of it'));
    await first.close();

    const second = await openLog({ data, now: () => time.now });
    const { conversation } = await read(second.log);
    const message = findMessage(conversation, 'c-a');

    expect(message && contentOf(message)).toBe('kept all of it');
    expect(eventsAfter((await read(second.log, 'old')).tail, 0)).toBeUndefined();
  });
});

describe('an answer that has not ended for long', () => {
  const minute = 60_000;
  const call = { id: 'call', name: 'send', input: {}, status: 'awaiting' } as const;
  const awaitPerson = (log: ConversationLog) =>
    log.transact('c', (draft) => {
      write(draft, 'c-a', 'May I?');
      draft.append({ type: 'ToolUpdate', message_id: 'c-a', tool: call, at: 4 });
    });
  const countRows = async ({ database }: OpenLog) => (await database.selectFrom('journal').select('seq').execute()).length;

  it('holds no event of others in the journal, and is as it was when the log is opened again', async () => {
    const data = temporaryFolder();
    const time = { now: 0 };
    const now = () => time.now;
    const first = await openLog({ data, now });
    await startConversation(first.log);
    await awaitPerson(first.log);
    await startConversation(first.log, 'busy');
    for (time.now = minute; time.now < 60 * minute; time.now += minute) {
      await first.log.transact('busy', (draft) => write(draft, 'busy-a', `${time.now / minute} `));
    }
    expect(await countRows(first)).toBeLessThan(18);
    const before = [(await read(first.log)).conversation, (await read(first.log, 'busy')).conversation];
    await first.close();

    const second = await openLog({ data, now });
    const after = [(await read(second.log)).conversation, (await read(second.log, 'busy')).conversation];
    expect(after.map(plain)).toEqual(before.map(plain));
    expect(after.map(({ messages }) => messages.at(-1)?.status)).toEqual(['streaming', 'streaming']);
    await second.log.transact('c', (draft) => {
      draft.append({ type: 'ToolUpdate', message_id: 'c-a', tool: { id: 'call', status: 'denied' }, at: 5 });
      write(draft, 'c-a', 'Then not.');
    });
    time.now += 20 * minute;
    await second.log.transact('busy', (draft) => end(draft, 'busy-a'));
    await second.log.transact('c', (draft) => write(draft, 'c-a', ' Bye.'));
    const answered = (await read(second.log)).conversation;
    await second.close();

    const third = await openLog({ data, now });
    const { conversation } = await read(third.log);
    expect(plain(conversation)).toEqual(plain(answered));
    const answer = findMessage(conversation, 'c-a');
    expect(answer && contentOf(answer)).toBe('May I?Then not. Bye.');
    expect(answer?.parts[1]).toMatchObject({ ...call, status: 'denied', started_at: 4, ended_at: 5 });
    expect(await third.log.transact('c', (draft) => end(draft, 'c-a')?.sync_id)).toBe(answered.cursor + 1);
  });

  it('keeps its events as long as nobody has looked at it since the start', async () => {
    const data = temporaryFolder();
    const first = await openLog({ data, now: () => 0 });
    await startConversation(first.log);
    await first.log.transact('c', (draft) => write(draft, 'c-a', 'kept'));
    await first.close();

    const second = await openLog({ data, now: () => 60 * minute });
    await startConversation(second.log, 'other');
    await second.close();

    const { log } = await openLog({ data, now: () => 60 * minute });
    const answer = findMessage((await read(log)).conversation, 'c-a');
    expect(answer && contentOf(answer)).toBe('kept');
  });

  it.skipIf(testDatabaseUrl)('is moved out of the journal again if the commit that did so failed', async () => {
    const data = temporaryFolder();
    const time = { now: 0 };
    const now = () => time.now;
    const first = await openLog({ data, now });
    await startConversation(first.log);
    await awaitPerson(first.log);
    time.now = 20 * minute;
    await sql`create trigger refuse before delete on journal begin select raise(abort, 'no'); end`.execute(first.database);
    await expect(startConversation(first.log, 'other')).rejects.toThrow('no');
    await sql`drop trigger refuse`.execute(first.database);
    time.now = 22 * minute;
    await startConversation(first.log, 'another');
    expect(await countRows(first)).toBe(1);
    await first.close();

    const { log } = await openLog({ data, now });
    const answer = findMessage((await read(log)).conversation, 'c-a');
    expect(answer && contentOf(answer)).toBe('May I?');
  });
});

describe('the memory of a log', () => {
  it('holds the newest messages of a long conversation, and the unfinished one however old that is', async () => {
    const { log } = await openLog();
    await startConversation(log);
    for (let n = 0; n < 30; n += 1) await addTurn(log, n, 'x'.repeat(10_000));
    const withUnfinished = (await read(log)).conversation;
    await log.transact('c', (draft) => end(draft, 'c-a'));
    const { conversation } = await read(log);

    expect(withUnfinished.messages).toHaveLength(61);
    expect(withUnfinished.has_earlier).toBe(true);
    expect(conversation.messages.length).toBeLessThan(14);
    expect(conversation.messages.at(-1)?.id).toBe('a29');
    expect(conversation.has_earlier).toBe(true);
    expect(findMessage(conversation, 'a29')).toBeDefined();
  });

  it('is the same whether a conversation was trimmed or read anew', async () => {
    const data = temporaryFolder();
    const first = await openLog({ data });
    await startConversation(first.log);
    await first.log.transact('c', (draft) => end(draft, 'c-a'));
    for (let n = 0; n < 30; n += 1) await addTurn(first.log, n, `${n}`.repeat(5000));
    const before = (await read(first.log)).conversation;
    await first.close();

    const { log } = await openLog({ data });
    const after = (await read(log)).conversation;

    expect(after.cursor).toBe(before.cursor);
    expect(after.messages.at(-1)).toMatchObject({ id: 'a29', status: 'complete' });
    expect(after.has_earlier).toBe(true);
  });
});
