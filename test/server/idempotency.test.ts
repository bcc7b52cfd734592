import { describe, expect, it } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { ask, askAndAnswer, connectAgain, openChat } from './chat-fixture.ts';

describe('the same id again', () => {
  it('is answered by the original MessageAdded, to that socket alone, and asks the model nothing', async () => {
    const chat = await openChat();
    const { id, conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const other = await connectAgain(chat.url, chat.client);
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await other.next('Subscribed');

    chat.client.send({ type: 'Message', id, conversation_id, content: 'Hi', request_id: 'retry' });
    const again = await chat.client.next('MessageAdded');
    chat.client.send({ type: 'Ping' });
    await chat.client.next('Pong');
    other.send({ type: 'Ping' });
    await other.next('Pong');

    const original = chat.client.received.find((frame) => frame.type === 'MessageAdded' && frame.message.id === id);
    expect(again).toEqual({ ...original, request_id: 'retry' });
    expect(other.received.map(({ type }) => type)).toEqual(['Welcome', 'Subscribed', 'Pong']);
    expect(chat.model.asked).toHaveLength(1);
  });

  it('finds its conversation when it names none', async () => {
    const chat = await openChat();
    const { id, conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');

    chat.client.send({ type: 'Message', id, content: 'Hi' });

    expect(await chat.client.next('MessageAdded')).toMatchObject({ conversation_id, sync_id: 1 });
  });

  it('I3: is one message when it comes twice at once, from two sockets', async () => {
    const { client, model, url } = await openChat();
    const other = await connectAgain(url, client);
    const frame = { type: 'Message', id: crypto.randomUUID(), content: 'Hi' } as const;

    client.send(frame);
    other.send(frame);
    const seen = await Promise.all([client, other].map((socket) => socket.next('MessageAdded', ({ message }) => message.id === frame.id)));
    await model.next();

    expect(seen.map(({ sync_id }) => sync_id)).toEqual([1, 1]);
    expect(model.asked).toHaveLength(1);
  });

  it('compares text as it was stored', async () => {
    const chat = await openChat();
    const { id } = await askAndAnswer(chat, 'lone \ud800 and \0', 'Hello');

    chat.client.send({ type: 'Message', id, content: 'lone \ud800 and \0' });

    expect((await chat.client.next('MessageAdded')).message.parts).toEqual([{ type: 'text', text: 'lone \ufffd and \ufffd' }]);
  });

  it('with other content is an id_conflict', async () => {
    const chat = await openChat();
    const { id, conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');

    chat.client.send({ type: 'Message', id, conversation_id, content: 'Ho' });

    expect(await chat.client.next('Error')).toMatchObject({ code: 'id_conflict', retryable: false, request_id: id });
  });

  it('in another conversation is an id_conflict, and that one is not begun', async () => {
    const chat = await openChat();
    const { id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const conversation_id = crypto.randomUUID();

    chat.client.send({ type: 'Message', id, conversation_id, content: 'Hi' });
    expect(await chat.client.next('Error')).toMatchObject({ code: 'id_conflict' });

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    expect(await chat.client.next('Error')).toMatchObject({ code: 'not_found' });
  });

  it('from another user is not found', async () => {
    const chat = await openChat();
    const { id, conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const stranger = await connected(chat.url);

    stranger.send({ type: 'Message', id, conversation_id, content: 'Hi' });

    expect(await stranger.next('Error')).toMatchObject({ code: 'not_found' });
  });

  it('of a Regenerate is one answer, and a conflict when it names another', async () => {
    const chat = await openChat();
    const { conversation_id, answer_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const second = await askAndAnswer(chat, 'And?', 'More', { conversation_id });
    const frame = { type: 'Regenerate', id: crypto.randomUUID(), conversation_id, message_id: answer_id } as const;

    chat.client.send(frame);
    const added = await chat.client.next('MessageAdded');
    chat.client.send(frame);
    const again = await chat.client.next('MessageAdded');
    chat.client.send({ ...frame, message_id: second.answer_id });

    expect(again).toEqual(added);
    expect(await chat.client.next('Error')).toMatchObject({ code: 'id_conflict', request_id: frame.id });
  });

  it('costs no rate', async () => {
    const { client, model } = await openChat({ messagesPerSecond: 1, messageBurst: 1 });
    const { id, conversation_id } = await ask(client, 'Hi');
    await model.next();

    for (let n = 0; n < 5; n += 1) client.send({ type: 'Message', id, conversation_id, content: 'Hi', request_id: String(n) });
    await client.next('MessageAdded', ({ request_id }) => request_id === '4');
    client.send({ type: 'Message', id: crypto.randomUUID(), conversation_id, content: 'More' });

    expect(await client.next('Error')).toMatchObject({ code: 'rate_limited', retryable: true, retry_after_ms: expect.any(Number) });
  });
});
