import { expect, it, vi } from 'vitest';
import { routerFromEnvironment } from '../../../src/server/models/index.ts';
import { ask } from './ask.ts';

const refuse = vi.hoisted(() => () => {
  throw new Error('a package of a provider was loaded');
});
vi.mock('ai', refuse);
vi.mock('@ai-sdk/groq', refuse);
vi.mock('@ai-sdk/openai-compatible', refuse);

it('D28: with no variable set the scripted model answers, and no package of a provider is loaded', async () => {
  const router = await routerFromEnvironment({});
  expect(router.names).toEqual(['scripted']);
  const stop = new AbortController();
  const { content } = await ask(router.route({}), { useReasoning: false, signal: stop.signal, onDelta: () => stop.abort() });
  expect(content).toBe('You');
});

it('a variable that is empty is not set', async () => {
  const router = await routerFromEnvironment({ GROQ_API_KEY: '', OPENAI_API_KEY: '  ', GROQ_MODEL: 'some-model' });
  expect(router.names).toEqual(['scripted']);
});

it('with a key set its package is loaded at the start, not with the first answer', async () => {
  await expect(routerFromEnvironment({ GROQ_API_KEY: 'gsk_1' })).rejects.toThrow('error when mocking');
  await expect(routerFromEnvironment({ OPENAI_API_KEY: 'sk-1' })).rejects.toThrow('error when mocking');
});
