import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemEnvironment } from '../../src/server/environment.ts';
import { notFound } from '../../src/server/page.ts';
import { createManualModel } from '../support/manual-model.ts';
import { connect, connected } from '../support/raw-client.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';
import { answerWith, ask, askAndAnswer, openChat, tokenOf, type Chat } from './chat-fixture.ts';
import { dataOfKilled } from './data-of-killed.ts';

/** A new server on what is left of a killed one, and a socket of the same user. */
async function startAgain(data: string, { client }: Chat) {
  const model = createManualModel();
  const { url } = await startServer({ data: await dataOfKilled(data), model });
  const again = await connected(url, { headers: { authorization: `Bearer ${tokenOf(client)}` } });
  return { client: again, model, url };
}

describe('after a kill -9', () => {
  it('R5.10: an answer that had started is interrupted, with all the text that was shown', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data, flushIntervalMs: 0 });
    const { conversation_id } = await ask(chat.client, 'Hi');
    const answer = await chat.model.next();
    answer.reason('Hm. ');
    await chat.client.next('Update');
    answer.write('shown ');
    await chat.client.next('Update');
    answer.write('text');
    await chat.client.next('Update');

    const { client, model } = await startAgain(data, chat);
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages, last_sync_id } = await client.next('Subscribed');

    expect(last_sync_id).toBe(6);
    expect(messages?.[1]).toMatchObject({
      status: 'interrupted',
      parts: [
        { type: 'reasoning', text: 'Hm. ', started_at: expect.any(Number), ended_at: expect.any(Number) },
        { type: 'text', text: 'shown text' },
      ],
    });
    expect(model.asked).toEqual([]);
  });

  it('a client goes on from its cursor, in the same log', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data });
    const { conversation_id, log_id, answer_id } = await ask(chat.client, 'Hi');
    (await chat.model.next()).write('shown');
    const { sync_id } = await chat.client.next('Update');

    const { client } = await startAgain(data, chat);
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 2, log_id });

    expect((await client.next('Subscribed')).events).toMatchObject([
      { type: 'Update', sync_id, message_id: answer_id, delta: { content: 'shown' } },
      { type: 'Complete', sync_id: sync_id + 1, status: 'interrupted' },
    ]);
  });

  it('R5.10: pending answers that never started are run, in order', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data });
    const { conversation_id } = await ask(chat.client, 'One?');
    (await chat.model.next()).write('First');
    await chat.client.next('Update');
    await ask(chat.client, 'Two?', { conversation_id });
    await ask(chat.client, 'Three?', { conversation_id });

    const { client, model } = await startAgain(data, chat);
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await client.next('Subscribed');
    await answerWith(await model.next(), client, 'Second');
    await answerWith(await model.next(), client, 'Third');

    expect(model.asked.map(({ messages }) => messages.map(({ content }) => content))).toEqual([
      ['One?', 'First', 'Two?'],
      ['One?', 'First', 'Two?', 'Second', 'Three?'],
    ]);
  });

  it('a message that was acknowledged is there, and its retry is answered as before', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data });
    const { id, conversation_id } = await ask(chat.client, 'Hi');
    const original = chat.client.received.find((frame) => frame.type === 'MessageAdded' && frame.message.id === id);

    const { client } = await startAgain(data, chat);
    client.send({ type: 'Message', id, conversation_id, content: 'Hi' });

    expect(await client.next('MessageAdded', ({ message }) => message.id === id)).toEqual(original);
  });

  it('an ended answer is as it was, and its Cancel is answered by the same Complete', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data });
    const { conversation_id, answer_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const end = chat.client.received.at(-1);

    const { client } = await startAgain(data, chat);
    client.send({ type: 'Cancel', conversation_id, message_id: answer_id });

    expect(await client.next('Complete')).toEqual(end);
  });
});

describe('a server that starts on what a killed one left', () => {
  it('lets nobody in before the answers of that one have ended', async () => {
    const data = temporaryFolder();
    const chat = await openChat({ data });
    const { conversation_id } = await ask(chat.client, 'Hi');
    (await chat.model.next()).write('half');
    await chat.client.next('Update');

    const http = createServer();
    onTestFinished(() => void http.close());
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const whenLetGo = async (callback: () => void) => {
      await held;
      callback();
    };
    const environment = { ...systemEnvironment, soon: (callback: () => void) => void whenLetGo(callback) };
    const listens = new Promise<void>((resolve) => http.on('newListener', (event) => event === 'upgrade' && resolve()));
    const starting = startServer({ data: await dataOfKilled(data), server: http, page: notFound, model: chat.model, environment });
    await listens;
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // it listens on a port
    const early = connect(url, { headers: { authorization: `Bearer ${tokenOf(chat.client)}` } });
    await once(http, 'upgrade');
    for (const path of ['/readyz', '/auth/me']) await (await fetch(url + path)).text();
    expect(early.received).toEqual([]);

    letGo();
    await early.next('Welcome');
    early.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    expect((await early.next('Subscribed')).messages?.[1]).toMatchObject({ status: 'interrupted' });
    await starting;
  });
});
