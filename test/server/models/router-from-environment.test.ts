import { describe, expect, it } from 'vitest';
import { routerFromEnvironment } from '../../../src/server/models/index.ts';
import { completionChunk, lastChunk } from '../../support/loopback-model.ts';
import { ask, provider } from './ask.ts';

describe('the model of the environment', () => {
  it('is Groq, with one model for answers and one for reasoning', async () => {
    const router = await routerFromEnvironment({ GROQ_API_KEY: 'gsk_1', GROQ_MODEL: 'quick-1', GROQ_REASONING_MODEL: 'deep-1' });
    expect(router.names).toEqual(['quick-1', 'deep-1']);
    expect(router.route({ use_reasoning: true }).name).toBe('deep-1');
  });

  it('is Groq even if another endpoint is set as well', async () => {
    const router = await routerFromEnvironment({
      GROQ_API_KEY: 'gsk_1',
      GROQ_MODEL: 'quick-1',
      OPENAI_API_KEY: 'sk-1',
      OPENAI_MODEL: 'other-1',
    });
    expect(router.route({}).name).toBe('quick-1');
    expect(router.fallbacks?.(router.route({})).map(({ name }) => name)).toEqual(['other-1']);
  });

  it('is a stand-in for Groq that needs no key', async () => {
    const loopback = await provider({
      chunks: [completionChunk({ reasoning: 'Hm.' }), completionChunk({ content: 'Hello.' }), lastChunk('stop')],
    });
    const router = await routerFromEnvironment({ GROQ_BASE_URL: loopback.url });
    expect(await ask(router.route({ use_reasoning: true }))).toMatchObject({ reasoning: 'Hm.', content: 'Hello.' });
  });

  it('is an endpoint on one’s own machine that needs no key', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: 'Hello.' }), lastChunk('stop')] });
    const router = await routerFromEnvironment({ OPENAI_BASE_URL: loopback.url, OPENAI_MODEL: 'local-1' });
    expect(await ask(router.route({ model: 'local-1' }))).toMatchObject({ content: 'Hello.' });
    expect(loopback.requests[0]).toMatchObject({ body: { model: 'local-1', stream_options: { include_usage: true } } });
    expect(loopback.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});

it.each([
  ['GROQ_BASE_URL', 'localhost:9000', 'a URL that starts with http:// or https://'],
  ['OPENAI_BASE_URL', 'ftp://example.org', 'a URL that starts with http:// or https://'],
  ['GROQ_API_KEY', 'gsk_1\nsecond line', 'printable characters without spaces'],
  ['OPENAI_API_KEY', 'Bearer sk-1', 'printable characters without spaces'],
  ['GROQ_REASONING_MODEL', 'two words', 'printable characters without spaces'],
])('a wrong %s is refused in one line that says what was expected, and not what was given', async (name, value, expected) => {
  await expect(routerFromEnvironment({ GROQ_BASE_URL: 'http://127.0.0.1', [name]: value })).rejects.toThrow(
    `${name}: expected ${expected}`,
  );
  await expect(routerFromEnvironment({ GROQ_BASE_URL: 'http://127.0.0.1', [name]: value })).rejects.not.toThrow(value);
});
