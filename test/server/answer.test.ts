import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/server/index.ts';
import { answerWith, ask, askAndAnswer, connectAgain, openChat } from './chat-fixture.ts';

describe('an answer', () => {
  it('streams to a new conversation, in order', async () => {
    const { client, model } = await openChat();
    const id = crypto.randomUUID();

    client.send({ type: 'Message', id, content: 'Hi' });
    const answer = await model.next();
    answer.reason('They greet.');
    await client.next('Update');
    answer.write('Hello');
    answer.finish();
    await client.next('Complete');

    expect(client.received.slice(1)).toMatchObject([
      { type: 'Subscribed', conversation_id: id, last_sync_id: 0, messages: [] },
      { type: 'MessageAdded', sync_id: 1, request_id: id, message: { id, role: 'user', reply_to: null, status: 'complete' } },
      { type: 'MessageAdded', sync_id: 2, message: { role: 'assistant', reply_to: id, status: 'pending', parts: [] } },
      { type: 'Update', sync_id: 3, delta: { reasoning: 'They greet.' }, at: expect.any(Number) },
      { type: 'Update', sync_id: 4, delta: { content: 'Hello' }, at: expect.any(Number) },
      { type: 'Complete', sync_id: 5, status: 'complete', finish_reason: 'stop', model: 'manual' },
    ]);
  });

  it('says when a part opens, and not again while it grows', async () => {
    const { client, model } = await openChat({ flushIntervalMs: 0 });
    await ask(client, 'Hi');
    const answer = await model.next();

    answer.write('one');
    const first = await client.next('Update');
    answer.write(' two');
    const second = await client.next('Update');

    expect(first.at).toEqual(expect.any(Number));
    expect(second.at).toBeUndefined();
  });

  it('D15: is stored while it streams, so that another socket sees it from the database on', async () => {
    const chat = await openChat();
    const { conversation_id } = await ask(chat.client, 'Hi');
    const answer = await chat.model.next();
    answer.write('half an ans');
    await chat.client.next('Update');

    const other = await connectAgain(chat.url, chat.client);
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await other.next('Subscribed');

    expect(messages?.[1]).toMatchObject({ status: 'streaming', parts: [{ type: 'text', text: 'half an ans' }] });
  });

  it('D15, R7.2: keeps its text when the model fails, and tells only what is safe to show', async () => {
    const { client, model, url } = await openChat();
    const { conversation_id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('half an ans');
    await client.next('Update');
    answer.fail(new ModelError({ code: 'rate_limited', message: 'Try again soon.', retryable: true }, { cause: new Error('key sk-123') }));
    const end = await client.next('Complete');

    const other = await connectAgain(url, client);
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await other.next('Subscribed');

    const error = { code: 'rate_limited', message: 'Try again soon.', retryable: true };
    expect(end).toMatchObject({ status: 'failed', error });
    expect(messages?.[1]).toMatchObject({ status: 'failed', error, parts: [{ type: 'text', text: 'half an ans' }] });
  });

  it('R7.2: fails in safe words when the model throws something else', async () => {
    const { client, model } = await openChat();
    await ask(client, 'Hi');
    (await model.next()).fail(new Error('secret'));

    const end = await client.next('Complete');

    expect(end).toMatchObject({ status: 'failed', error: { code: 'internal', retryable: true } });
    expect(JSON.stringify(end)).not.toContain('secret');
  });

  it('D21: is asked for with the question once, and with what came before it in order', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'One?', 'First.');
    await askAndAnswer(chat, 'Two?', 'Second.', { conversation_id });

    expect(chat.model.asked.map(({ messages }) => messages.map(({ role, content }) => `${role}: ${content}`))).toEqual([
      ['user: One?'],
      ['user: One?', 'assistant: First.', 'user: Two?'],
    ]);
  });

  it('leaves out reasoning, and an earlier question whose answer has no text', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'Silent?', '');
    await ask(chat.client, 'Thoughtful?', { conversation_id, use_reasoning: true });
    const thoughtful = await chat.model.next();
    thoughtful.reason('Hm.');
    await answerWith(thoughtful, chat.client, 'Yes.');
    await askAndAnswer(chat, 'Third?', 'Done.', { conversation_id });

    expect(chat.model.asked.map(({ useReasoning }) => useReasoning)).toEqual([false, true, false]);
    expect(chat.model.asked[2]?.messages).toEqual([
      { role: 'user', content: 'Thoughtful?' },
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: 'Third?' },
    ]);
  });

  it('waits for the one before it, although its question is logged at once', async () => {
    const { client, model } = await openChat();
    const { conversation_id } = await ask(client, 'One?');
    const first = await model.next();
    await ask(client, 'Two?', { conversation_id });
    expect(model.asked).toHaveLength(1);

    await answerWith(first, client, 'First.');
    const second = await model.next();

    expect(second.request.messages.map(({ content }) => content)).toEqual(['One?', 'First.', 'Two?']);
  });

  it('R1.3, R2.4: goes on when every socket has gone', async () => {
    const { client, model, url } = await openChat();
    const { conversation_id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('before ');
    await client.next('Update');
    client.close();
    await client.closed;

    answer.write('after');
    answer.finish();
    const other = await connectAgain(url, client);
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await other.next('Subscribed');
    const end = messages?.[1]?.status === 'complete' ? undefined : await other.next('Complete');
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const whole = await other.next('Subscribed');

    expect(end?.status ?? 'complete').toBe('complete');
    expect(whole.messages?.[1]).toMatchObject({ status: 'complete', parts: [{ type: 'text', text: 'before after' }] });
    expect(answer.request.signal.aborted).toBe(false);
  });

  it('ends with finish_reason length where its text may not grow further, on a whole character', async () => {
    const { client, model } = await openChat({ maxAnswerBytes: 10 });
    await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('12345678');
    answer.write('😀😀');

    const end = await client.next('Complete');

    expect(end).toMatchObject({ status: 'complete', finish_reason: 'length' });
    expect(client.received.flatMap((frame) => (frame.type === 'Update' ? [frame.delta.content] : [])).join('')).toBe('12345678');
    await answer.aborted;
  });

  it('refuses a model that the server does not have', async () => {
    const { client, model } = await openChat();
    const id = crypto.randomUUID();

    client.send({ type: 'Message', id, content: 'Hi', model: 'nobody' });

    expect(await client.next('Error')).toMatchObject({ code: 'invalid_field', request_id: id, message: expect.stringContaining('model') });
    expect(model.asked).toEqual([]);
  });

  it('D23: is made while the socket is read: a Ping is answered and a Cancel taken', async () => {
    const { client, model } = await openChat();
    const { conversation_id, id } = await ask(client, 'Hi');
    const answer = await model.next();

    client.send({ type: 'Ping', request_id: 'p' });
    expect(await client.next('Pong')).toEqual({ type: 'Pong', request_id: 'p' });
    client.send({ type: 'Cancel', conversation_id, message_id: id });
    expect(await client.next('Complete')).toMatchObject({ status: 'stopped' });
    await answer.aborted;
  });
});
