import { describe, expect, it } from 'vitest';
import { createModelRouter, ModelError, type ChatModel, type Logger } from '../../src/server/index.ts';
import { ask, askAndAnswer, openChat } from './chat-fixture.ts';
import { createManualModel } from '../support/manual-model.ts';
import { connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';

/** A server whose first model is followed by a second. */
async function startWithSpare(first: ChatModel, logger?: Logger) {
  const spare = createManualModel('spare');
  const router = createModelRouter({ models: { first, spare }, default: 'first', fallbacks: { first: ['spare'] } });
  const { url } = await startServer({ router, ...(logger && { logger }) });
  return { client: await connected(url), spare };
}

describe('the model of an answer', () => {
  it('R5.11: is named at its end, also where it took the place of another', async () => {
    const errors: unknown[] = [];
    const first = createManualModel('first');
    const logger = { info: () => undefined, error: (_: string, fields?: object) => void errors.push(fields) };
    const { client, spare } = await startWithSpare(first, logger);
    await ask(client, 'Hi');
    const failure = new ModelError({ code: 'model_unavailable', message: 'It is down.', retryable: true });
    (await first.next()).fail(failure);
    const answer = await spare.next();
    answer.write('Hello');
    answer.finish();
    expect(await client.next('Complete')).toMatchObject({ status: 'complete', model: 'spare' });
    expect(errors).toMatchObject([{ model: 'first', error: failure }]);
  });

  it('is not replaced once it has begun, and its words stay', async () => {
    const first = createManualModel('first');
    const { client, spare } = await startWithSpare(first);
    await ask(client, 'Hi');
    const answer = await first.next();
    answer.write('Hel');
    answer.fail(new Error('hidden'));
    expect(await client.next('Complete')).toMatchObject({ status: 'failed', model: 'first', error: { code: 'internal' } });
    expect(spare.asked).toEqual([]);
    expect(JSON.stringify(client.received)).not.toContain('hidden');
  });

  it('is given up when it says nothing for too long', async () => {
    const chat = await openChat({ firstTokenMs: 20 });
    await ask(chat.client, 'Hi');
    expect(await chat.client.next('Complete')).toMatchObject({ status: 'failed', error: { code: 'model_silent', retryable: true } });
    await (
      await chat.model.next()
    ).aborted;
  });

  it('has its cost told where its price is known', async () => {
    const model = { ...createManualModel(), traits: { price: { input: 2, output: 10 } } };
    const { url } = await startServer({ model });
    const client = await connected(url);
    await ask(client, 'Hi');
    (await model.next()).finish('stop', { input_tokens: 1000, output_tokens: 100 });
    expect((await client.next('Complete')).usage).toEqual({ input_tokens: 1000, output_tokens: 100, cost_usd: 0.003 });
  });

  it('R5.11: says how much of the conversation it was not given', async () => {
    const model = { ...createManualModel(), traits: { contextTokens: 500 } };
    const server = await startServer({ model });
    const chat = { ...server, model, client: await connected(server.url) };
    const { conversation_id } = await askAndAnswer(chat, 'x'.repeat(1200), 'Yes.');
    await ask(chat.client, 'And?', { conversation_id });
    const answer = await model.next();
    expect(answer.request.messages).toEqual([{ role: 'user', content: 'And?' }]);
    answer.finish('stop');
    expect((await chat.client.next('Complete')).usage).toEqual({ omitted_messages: 2 });
  });

  it('R5.11: says nothing of what a model was not given whose place another took', async () => {
    const first = { ...createManualModel('first'), traits: { contextTokens: 500 } };
    const { client, spare } = await startWithSpare(first);
    const { conversation_id } = await ask(client, 'x'.repeat(1200));
    const told = await first.next();
    told.write('Yes.');
    told.finish();
    await client.next('Complete');
    await ask(client, 'And?', { conversation_id });
    (await first.next()).fail(new ModelError({ code: 'model_unavailable', message: 'It is down.', retryable: true }));
    const answer = await spare.next();
    expect(answer.request.messages).toHaveLength(3);
    answer.finish('stop', { input_tokens: 7 });
    expect((await client.next('Complete')).usage).toEqual({ input_tokens: 7 });
  });
});
