import { describe, expect, it } from 'vitest';
import { applyEvents, applySubscribed, contentOf, emptyConversation, findMessage, type LoggedEvent } from '../../src/protocol/index.ts';
import { ask, askAndAnswer, connectAgain, openChat, type Chat } from './chat-fixture.ts';
import type { RawClient } from '../support/raw-client.ts';

async function writeMany(chat: Chat, count: number, text: (n: number) => string) {
  const answer = await chat.model.next();
  for (let n = 0; n < count; n += 1) {
    answer.write(text(n));
    await chat.client.next('Update');
  }
  return answer;
}

/** What a client that stood at a cursor shows once it has everything. */
async function textAfter(client: RawClient, held: LoggedEvent[], conversationId: string, answerId: string, head: number) {
  const answer = client.received.find((frame) => frame.type === 'Subscribed');
  if (answer?.type !== 'Subscribed') throw new Error('not subscribed');
  const before = { ...applyEvents(emptyConversation(conversationId), held).conversation, log_id: answer.log_id ?? null };
  let { conversation } = applySubscribed(before, answer);
  if (conversation.cursor < head) await client.next('Update', ({ sync_id }) => sync_id >= head);
  const rest = client.received.slice(client.received.indexOf(answer)).filter((frame) => frame.type === 'Update');
  const applied = applyEvents(conversation, rest);
  conversation = applied.conversation;
  expect(applied.gap).toBe(false);
  expect(conversation.cursor).toBe(head);
  const message = findMessage(conversation, answerId);
  return message && contentOf(message);
}

describe('Subscribe', () => {
  it('without a cursor brings a snapshot', async () => {
    const chat = await openChat();
    const { conversation_id, log_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const other = await connectAgain(chat.url, chat.client);

    other.send({ type: 'Subscribe', scope: 'chat', conversation_id, request_id: 'r' });
    const answer = await other.next('Subscribed');

    expect(answer).toMatchObject({ conversation_id, log_id, last_sync_id: 4, has_earlier: false, request_id: 'r' });
    expect(answer.messages?.map(({ role, status }) => [role, status])).toEqual([
      ['user', 'complete'],
      ['assistant', 'complete'],
    ]);
    expect(answer.events).toBeUndefined();
  });

  it('with a cursor brings what follows it, merged', async () => {
    const chat = await openChat({ flushIntervalMs: 0 });
    const { conversation_id, log_id, answer_id } = await ask(chat.client, 'Hi');
    await writeMany(chat, 5, (n) => `${n} `);
    const other = await connectAgain(chat.url, chat.client);

    other.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 3, log_id });

    expect(await other.next('Subscribed')).toMatchObject({
      last_sync_id: 7,
      events: [{ type: 'Update', message_id: answer_id, sync_id: 7, after: 3, delta: { content: '1 2 3 4 ' } }],
    });
  });

  it('with a cursor at the end brings an empty replay', async () => {
    const chat = await openChat();
    const { conversation_id, log_id } = await askAndAnswer(chat, 'Hi', 'Hello');

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 4, log_id });

    expect(await chat.client.next('Subscribed')).toMatchObject({ last_sync_id: 4, events: [] });
  });

  it.each([
    ['another log_id', { last_sync_id: 3, log_id: 'other' }],
    ['no log_id', { last_sync_id: 3 }],
  ])('with %s brings a snapshot', async (_, cursor) => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id, ...cursor });

    expect((await chat.client.next('Subscribed')).messages).toHaveLength(2);
  });

  it('with a cursor ahead of the log brings a snapshot', async () => {
    const chat = await openChat();
    const { conversation_id, log_id } = await askAndAnswer(chat, 'Hi', 'Hello');

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 99, log_id });

    expect(await chat.client.next('Subscribed')).toMatchObject({ last_sync_id: 4, messages: [{}, {}] });
  });

  it('ends a long replay early, in a frame of at most 64 KiB, and sends the rest as merged Updates', async () => {
    const chat = await openChat({ flushIntervalMs: 0 });
    const { conversation_id, log_id, answer_id } = await ask(chat.client, 'Hi');
    const held = chat.client.received.filter((frame): frame is LoggedEvent => frame.type === 'MessageAdded');
    const piece = (n: number) => `${n} `.padEnd(4000, 'é');
    await writeMany(chat, 40, piece);
    const other = await connectAgain(chat.url, chat.client);

    other.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 2, log_id });
    const answer = await other.next('Subscribed');

    expect(answer.last_sync_id).toBeLessThan(42);
    expect(await textAfter(other, held, conversation_id, answer_id, 42)).toBe(Array.from({ length: 40 }, (_, n) => piece(n)).join(''));
    expect(Math.max(...other.sizes)).toBeLessThanOrEqual(64 * 1024);
  });

  it('brings a snapshot of the newest messages that fit in 64 KiB, and says that there are earlier ones', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'a'.repeat(30_000), 'b'.repeat(30_000));
    await askAndAnswer(chat, 'c'.repeat(30_000), 'd'.repeat(30_000), { conversation_id });

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages, has_earlier } = await chat.client.next('Subscribed');

    expect(messages?.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(messages?.[0]?.parts[0]).toEqual({ type: 'text', text: 'c'.repeat(30_000) });
    expect(has_earlier).toBe(true);
  });

  it('brings everything from the oldest unfinished message on, however much that is', async () => {
    const chat = await openChat();
    const { conversation_id, answer_id } = await ask(chat.client, 'First?');
    await ask(chat.client, 'x'.repeat(40_000), { conversation_id });
    await ask(chat.client, 'y'.repeat(40_000), { conversation_id });

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await chat.client.next('Subscribed');

    expect(messages?.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant', 'user', 'assistant']);
    expect(messages?.[0]?.id).toBe(answer_id);
  });

  it('that names no conversation is answered as in the seed', async () => {
    const { client } = await openChat();

    client.send({ type: 'Subscribe', scope: 'chat', request_id: 'r' });

    expect(await client.next('Subscribed')).toEqual({ type: 'Subscribed', scope: 'chat', last_sync_id: 0, request_id: 'r' });
  });

  it('ends with Unsubscribe', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const other = await connectAgain(chat.url, chat.client);
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await other.next('Subscribed');

    other.send({ type: 'Unsubscribe', scope: 'chat', conversation_id }, { type: 'Ping' });
    await other.next('Pong');
    await askAndAnswer(chat, 'More?', 'More.', { conversation_id });
    other.send({ type: 'Ping' });
    await other.next('Pong');

    expect(other.received.map(({ type }) => type)).toEqual(['Welcome', 'Subscribed', 'Pong', 'Pong']);
  });
});
