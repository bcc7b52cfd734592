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

  it('has a spare one of its own, also where both have one name', async () => {
    const groq = await provider({ status: 500, chunks: [] });
    const other = await provider({ chunks: [completionChunk({ content: 'Hello.' }), lastChunk('stop')] });
    const same = { GROQ_MODEL: 'gpt-oss', OPENAI_MODEL: 'gpt-oss' };
    const router = await routerFromEnvironment({ GROQ_BASE_URL: groq.url, OPENAI_BASE_URL: other.url, ...same });
    const [spare] = router.fallbacks?.(router.route({})) ?? [];
    expect(spare && (await ask(spare))).toMatchObject({ content: 'Hello.' });
    expect(router.names).toContain(spare?.name);
    expect(new Set(router.names).size).toBe(3);
    expect(groq.requests).toEqual([]);
  });

  it('takes in as much, and costs what the environment says', async () => {
    const router = await routerFromEnvironment({
      GROQ_API_KEY: 'gsk_1',
      GROQ_MODEL: 'quick-1',
      GROQ_PRICE: '0.05/0.08',
      GROQ_REASONING_MODEL: 'deep-1',
      GROQ_CONTEXT_TOKENS: '32768',
      OPENAI_API_KEY: 'sk-1',
      OPENAI_MODEL: 'other-1',
      OPENAI_CONTEXT_TOKENS: '8192',
      OPENAI_PRICE: '1/4',
    });
    const traitsOf = (model: string) => router.route({ model }).traits;
    expect(traitsOf('quick-1')).toEqual({ contextTokens: 32_768, price: { input: 0.05, output: 0.08 } });
    expect(traitsOf('deep-1')).toEqual({ contextTokens: 32_768 });
    expect(traitsOf('other-1')).toEqual({ contextTokens: 8192, price: { input: 1, output: 4 } });
  });

  it('takes in what models of Groq do, where nothing is said', async () => {
    const router = await routerFromEnvironment({ GROQ_API_KEY: 'gsk_1' });
    expect(router.names.map((model) => router.route({ model }).traits?.contextTokens)).toEqual([131_072, 131_072]);
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
  ['GROQ_CONTEXT_TOKENS', '128k', 'a whole number from 1 on'],
  ['OPENAI_PRICE', 'free', 'what a million tokens cost in US dollars, as input/output, like 0.15/0.60'],
])('a wrong %s is refused in one line that says what was expected, and not what was given', async (name, value, expected) => {
  await expect(routerFromEnvironment({ GROQ_BASE_URL: 'http://127.0.0.1', [name]: value })).rejects.toThrow(
    `${name}: expected ${expected}`,
  );
  await expect(routerFromEnvironment({ GROQ_BASE_URL: 'http://127.0.0.1', [name]: value })).rejects.not.toThrow(value);
});
