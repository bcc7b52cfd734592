import { expect, it } from 'vitest';
import { createGroqService } from '../../../src/server/models/index.ts';
import { lastChunk } from '../../support/loopback-model.ts';
import { ask, provider } from './ask.ts';

it.each([
  ['qwen/qwen3.6-27b', true, { reasoning_format: 'parsed' }],
  ['qwen/qwen3.6-27b', false, {}],
  ['openai/gpt-oss-120b', true, { reasoning_effort: 'medium' }],
  ['openai/gpt-oss-120b', false, { reasoning_effort: 'low' }],
])(
  'Groq is asked for the reasoning of %s in the way that model understands (use_reasoning %s)',
  async (reasoningModel, useReasoning, expected) => {
    const loopback = await provider({ chunks: [lastChunk('stop')] });
    const { reasoning } = await createGroqService({ baseUrl: loopback.url, reasoningModel });
    await ask(reasoning, { useReasoning });
    const { model, reasoning_format, reasoning_effort } = loopback.requests[0]?.body ?? {};
    expect(JSON.parse(JSON.stringify({ model, reasoning_format, reasoning_effort }))).toEqual({ model: reasoningModel, ...expected });
  },
);

it('Groq is not asked for the reasoning of a model that has none', async () => {
  const loopback = await provider({ chunks: [lastChunk('stop')] });
  const { chat } = await createGroqService({ baseUrl: loopback.url, model: 'llama-9' });
  await ask(chat, { useReasoning: true });
  expect(loopback.requests[0]?.body).not.toHaveProperty('reasoning_format');
});

it('the key and the path are those of Groq', async () => {
  const loopback = await provider({ chunks: [lastChunk('length')] });
  const { chat } = await createGroqService({ baseUrl: `${loopback.url}/`, apiKey: 'gsk_1' });
  const { finish } = await ask(chat);
  expect(finish).toMatchObject({ finish_reason: 'length' });
  expect(loopback.requests[0]).toMatchObject({ path: '/openai/v1/chat/completions', headers: { authorization: 'Bearer gsk_1' } });
});
