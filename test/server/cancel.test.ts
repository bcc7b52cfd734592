import { describe, expect, it } from 'vitest';
import { ask, askAndAnswer, connectAgain, openChat } from './chat-fixture.ts';

describe('Cancel', () => {
  it('stops a model before its first word', async () => {
    const { client, model } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'Hi');
    const answer = await model.next();

    client.send({ type: 'Cancel', conversation_id, message_id: answer_id });

    expect(await client.next('Complete')).toMatchObject({ message_id: answer_id, status: 'stopped' });
    await answer.aborted;
  });

  it('P11: keeps what the model has written, also what was not yet shown', async () => {
    const { client, model } = await openChat({ flushIntervalMs: 60_000 });
    const { conversation_id, answer_id, id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('shown');
    await client.next('Update');
    answer.write(' and gathered');
    await model.settled();

    client.send({ type: 'Cancel', conversation_id, message_id: id });

    expect(await client.next('Update')).toMatchObject({ message_id: answer_id, delta: { content: ' and gathered' } });
    expect(await client.next('Complete')).toMatchObject({ status: 'stopped' });
  });

  it('I8: is once: what follows is answered by the same Complete', async () => {
    const { client, model } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'Hi');
    await model.next();
    const cancel = { type: 'Cancel', conversation_id, message_id: answer_id } as const;

    client.send(cancel);
    const first = await client.next('Complete');
    client.send({ ...cancel, request_id: 'again' });
    const second = await client.next('Complete');

    expect(second).toEqual({ ...first, request_id: 'again' });
  });

  it('of an answer that ended by itself is answered by its Complete, unchanged', async () => {
    const chat = await openChat();
    const { conversation_id, id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const end = chat.client.received.at(-1);

    chat.client.send({ type: 'Cancel', conversation_id, message_id: id });

    expect(await chat.client.next('Complete')).toEqual(end);
  });

  it('ends a pending answer without asking the model', async () => {
    const { client, model } = await openChat();
    const { conversation_id } = await ask(client, 'One?');
    const first = await model.next();
    const second = await ask(client, 'Two?', { conversation_id });

    client.send({ type: 'Cancel', conversation_id, message_id: second.answer_id });
    expect(await client.next('Complete')).toMatchObject({ message_id: second.answer_id, status: 'stopped' });
    first.finish();
    await client.next('Complete');

    expect(model.asked).toHaveLength(1);
  });

  it('lets the next answer begin although the model does not listen', async () => {
    const { client, model } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'One?');
    await model.next();
    await ask(client, 'Two?', { conversation_id });

    client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
    const second = await model.next();

    expect(second.request.messages.map(({ content }) => content)).toEqual(['Two?']);
  });

  it('lets nothing follow the Complete, whatever the model still says', async () => {
    const { client, model } = await openChat({ flushIntervalMs: 0 });
    const { conversation_id, answer_id } = await ask(client, 'Hi');
    const answer = await model.next();
    client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
    const end = await client.next('Complete');
    answer.write('too late');
    answer.finish();

    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { last_sync_id, messages } = await client.next('Subscribed');

    expect(last_sync_id).toBe(end.sync_id);
    expect(messages?.[1]).toMatchObject({ status: 'stopped', parts: [] });
  });

  it('is answered to a socket that does not follow the conversation too', async () => {
    const { client, model, url } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'Hi');
    await model.next();
    const other = await connectAgain(url, client);

    other.send({ type: 'Cancel', conversation_id, message_id: answer_id, request_id: 'stop' });

    expect(await other.next('Complete')).toMatchObject({ status: 'stopped', request_id: 'stop' });
    expect(await client.next('Complete')).toMatchObject({ status: 'stopped' });
  });
});
