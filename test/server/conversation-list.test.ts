import { describe, expect, it } from 'vitest';
import { readConversationsFrame, type ConversationsFrame, type ConversationsSubscribed } from '../../src/protocol/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { connected, type RawClient } from '../support/raw-client.ts';
import { temporaryFolder } from '../support/server-fixture.ts';
import { ask, askAndAnswer, connectAgain, openChat, tokenOf } from './chat-fixture.ts';

/** What has come of the list on a socket. */
const listFrames = (client: RawClient): ConversationsFrame[] =>
  client.received.flatMap((frame) => (frame.type === 'Scoped' ? (readConversationsFrame(frame.value) ?? []) : []));

async function nextOfList(client: RawClient, holds: (frame: ConversationsFrame) => boolean): Promise<ConversationsFrame> {
  const { value } = await client.next('Scoped', (frame) => {
    const read = readConversationsFrame(frame.value);
    return read !== undefined && holds(read);
  });
  const frame = readConversationsFrame(value);
  if (!frame) throw new Error('It was read a moment ago.');
  return frame;
}

async function follow(client: RawClient, cursor: { last_sync_id?: number; log_id?: string } = {}): Promise<ConversationsSubscribed> {
  client.send({ type: 'Subscribe', scope: 'conversations', ...cursor });
  const answer = await nextOfList(client, ({ type }) => type === 'Subscribed');
  if (answer.type !== 'Subscribed') throw new Error('It is by its type.');
  return answer;
}

const titlesOf = ({ events }: ConversationsSubscribed) =>
  events.map((event) => (event.type === 'ConversationChanged' ? event.conversation.title : event.type));

describe('the list of a user', () => {
  it('I13: shows a stranger nothing, not even that something happens', async () => {
    const chat = await openChat();
    const stranger = await connected(chat.url);
    await follow(stranger);
    const { conversation_id } = await askAndAnswer(chat, 'A secret', 'Yes.');
    chat.client.send({ type: 'Rename', conversation_id, title: 'Another secret' }, { type: 'Delete', conversation_id });
    await nextOfList(chat.client, ({ type }) => type === 'ConversationRemoved');
    stranger.send({ type: 'Ping' });
    await stranger.next('Pong');
    expect(listFrames(stranger)).toHaveLength(1);
  });

  it('R8.4, R6.7: comes in frames of 64 KiB, whole, however long it is', async () => {
    const chat = await openChat({ messagesPerSecond: 10_000, messageBurst: 10_000, framesPerSecond: 10_000, frameBurst: 10_000 });
    const title = '漢'.repeat(200);
    for (let count = 0; count < 120; count += 1) {
      const id = crypto.randomUUID();
      chat.client.send({ type: 'Message', id, content: 'x' }, { type: 'Unsubscribe', scope: 'chat', conversation_id: id });
      chat.client.send({ type: 'Rename', conversation_id: id, title });
    }
    await nextOfList(chat.client, ({ type }) => type === 'ConversationChanged');
    const late = await connectAgain(chat.url, chat.client);
    chat.client.send({ type: 'Ping' });
    await chat.client.next('Pong');
    const { last_sync_id, log_id } = await follow(late);
    await nextOfList(late, (frame) => frame.type === 'ConversationChanged' && frame.sync_id === 2 * 120);
    const events = listFrames(late).flatMap((frame) => (frame.type === 'Subscribed' ? frame.events : [frame]));
    let cursor = 0;
    for (const { sync_id, after = sync_id - 1 } of events) {
      expect(after).toBe(cursor);
      cursor = sync_id;
    }
    expect(cursor).toBeGreaterThan(last_sync_id);
    expect(new Set(events.map((event) => event.conversation.id)).size).toBe(120);
    expect(Math.max(...late.sizes)).toBeLessThanOrEqual(64 * 1024);
    expect(await follow(late, { log_id, last_sync_id: cursor })).toMatchObject({ events: [], last_sync_id: cursor });
  });

  it('is what it was after a restart', async () => {
    const data = temporaryFolder();
    const first = await openChat({ data });
    const token = { authorization: `Bearer ${tokenOf(first.client)}` };
    await askAndAnswer(first, 'One', 'Yes.');
    const { conversation_id } = await askAndAnswer(first, 'Two', 'Yes.');
    const { conversation_id: gone } = await askAndAnswer(first, 'Three', 'Yes.');
    first.client.send({ type: 'Rename', conversation_id, title: 'Zwei' }, { type: 'Delete', conversation_id: gone });
    await nextOfList(first.client, ({ type }) => type === 'ConversationRemoved');
    const before = await follow(first.client);
    await first.close();
    const second = await openChat({ data });
    const back = await connected(second.url, { headers: token });
    const after = await follow(back);
    expect(after).toEqual(before);
    expect(titlesOf(after)).toEqual(['One', 'Zwei']);
    expect(await follow(back, { log_id: after.log_id, last_sync_id: after.last_sync_id - 1 })).toMatchObject({
      events: [{ type: 'ConversationRemoved', conversation: { id: gone } }],
    });
    await second.close();
  });

  it('shows an answer that a restart has ended as ended', async () => {
    const data = temporaryFolder();
    const first = await openChat({ data, drainMs: 0 });
    const token = { authorization: `Bearer ${tokenOf(first.client)}` };
    await ask(first.client, 'For ever?');
    (await first.model.next()).write('For');
    await first.client.next('Update');
    await first.close();
    const second = await openChat({ data });
    const back = await connected(second.url, { headers: token });
    expect(await follow(back)).toMatchObject({ events: [{ conversation: { title: 'For ever?', status: 'idle' } }] });
    await second.close();
  });
});

describe('titles', () => {
  it('are made as the server is told to, and kept to one line of 200 characters', async () => {
    const chat = await openChat({ titleOf: (question) => ` About\n${question}\u0000 ` });
    await askAndAnswer(chat, 'x'.repeat(300), 'Yes.');
    expect(titlesOf(await follow(chat.client))).toEqual([`About ${'x'.repeat(193)}`]);
  });
});

describe('what was deleted', () => {
  it('can be restored for as long as it is kept, and by nobody else', async () => {
    let now = 1_000_000;
    const chat = await openChat({ deletedKeptMs: 1000, environment: { ...systemEnvironment, now: () => now } });
    const { conversation_id } = await askAndAnswer(chat, 'Keep me', 'Yes.');
    chat.client.send({ type: 'Delete', conversation_id });
    await nextOfList(chat.client, ({ type }) => type === 'ConversationRemoved');
    const stranger = await connected(chat.url);
    stranger.send({ type: 'Restore', conversation_id });
    expect(await stranger.next('Error')).toMatchObject({ code: 'not_found' });
    now += 1001;
    chat.client.send({ type: 'Restore', conversation_id });
    expect(await chat.client.next('Error')).toMatchObject({ code: 'not_found' });
    now -= 1;
    chat.client.send({ type: 'Restore', conversation_id });
    await nextOfList(chat.client, ({ type }) => type === 'ConversationChanged');
  });

  it('R9.9 cannot be restored once its text is erased, though the server keeps such texts for longer since', async () => {
    const data = temporaryFolder();
    let now = 1_000_000;
    const hourly: (() => void)[] = [];
    const every: typeof systemEnvironment.every = (intervalMs, callback) => {
      if (intervalMs >= 60 * 60_000) hourly.push(callback);
      return systemEnvironment.every(intervalMs, callback);
    };
    const chat = await openChat({ data, deletedKeptMs: 0, environment: { ...systemEnvironment, every, now: () => now } });
    const { conversation_id } = await askAndAnswer(chat, 'Forget me', 'Yes.');
    chat.client.send({ type: 'Delete', conversation_id });
    await nextOfList(chat.client, ({ type }) => type === 'ConversationRemoved');
    now += 1;
    for (const callback of hourly) callback();
    await follow(chat.client);
    await chat.close();

    const { url } = await openChat({ data, environment: { ...systemEnvironment, now: () => now } });
    const client = await connectAgain(url, chat.client);
    client.send({ type: 'Restore', conversation_id });
    expect(await client.next('Error')).toMatchObject({ code: 'not_found' });
  });

  it('is left by the model that was answering in it', async () => {
    const chat = await openChat();
    const { conversation_id } = await ask(chat.client, 'For ever?');
    const answer = await chat.model.next();
    chat.client.send({ type: 'Delete', conversation_id });
    await answer.aborted;
    expect(await chat.client.next('Unsubscribed')).toMatchObject({ conversation_id, code: 'not_found' });
  });
});
