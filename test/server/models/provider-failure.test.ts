import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroqService, createOpenAICompatible, ModelError, type ChatModel } from '../../../src/server/models/index.ts';
import { completionChunk, eventStream, startLoopbackModel } from '../../support/loopback-model.ts';
import { ask, provider } from './ask.ts';
import { recording } from './recording.ts';

const secret = 'sk-do-not-show';
const upstream = { error: { message: 'the upstream says something private', type: 'some_error', code: 'some_code' } };

const providers: Record<string, (baseUrl: string) => Promise<ChatModel>> = {
  Groq: async (baseUrl) => (await createGroqService({ baseUrl, apiKey: secret })).reasoning,
  'an OpenAI-compatible endpoint': (baseUrl) => createOpenAICompatible({ baseUrl, apiKey: secret }),
};

describe.each(Object.entries(providers))('%s', (_, connect) => {
  it.each([
    [400, 'model_refused', false],
    [401, 'model_unauthorized', false],
    [403, 'model_unauthorized', false],
    [404, 'model_not_found', false],
    [413, 'model_too_long', false],
    [429, 'model_rate_limited', true],
    [500, 'model_unavailable', true],
    [503, 'model_unavailable', true],
  ])('that answers %i fails as %s, and is not asked again', async (status, code, retryable) => {
    const loopback = await provider({ status, body: upstream });
    const { error, deltas } = await ask(await connect(loopback.url));
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code, retryable });
    expect(deltas).toEqual([]);
    expect(loopback.requests).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after-ms': '120' }, 120],
    [{ 'retry-after': 'Mon, 23 Nov 2026 15:00:05 GMT', date: 'Mon, 23 Nov 2026 15:00:00 GMT' }, 5000],
  ])('that says when to come back is understood: %j', async (headers, retryAfterMs) => {
    const loopback = await provider({ status: 429, body: upstream, headers });
    expect((await ask(await connect(loopback.url))).error).toMatchObject({ retryAfterMs });
  });

  it('that refuses a conversation for its length says so', async () => {
    const loopback = await provider({ status: 400, body: { error: { ...upstream.error, code: 'context_length_exceeded' } } });
    const { error } = await ask(await connect(loopback.url));
    expect(error).toMatchObject({ code: 'model_too_long', retryable: false });
  });

  it('R7.2: fails in words that give nothing away', async () => {
    const loopback = await provider({ status: 401, body: upstream });
    const { error } = await ask(await connect(loopback.url));
    const shown = error instanceof ModelError ? error.message + JSON.stringify(error) : '';
    expect(loopback.requests[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(shown).toContain('does not accept the key');
    for (const hidden of [secret, 'private', 'some_code', loopback.url, '127.0.0.1', '.ts']) expect(shown).not.toContain(hidden);
  });

  it('that cannot be reached is unavailable', async () => {
    const loopback = await startLoopbackModel();
    await loopback.close();
    const { error } = await ask(await connect(loopback.url));
    expect(error).toMatchObject({ code: 'model_unavailable', retryable: true });
  });

  it('that is cut off keeps what had come', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: 'So far' })], ending: 'silence' });
    const { error, content } = await ask(await connect(loopback.url), { onDelta: () => void loopback.close() });
    expect(error).toMatchObject({ code: 'model_interrupted', retryable: true });
    expect(content).toBe('So far');
  });

  it('that is cut off at any byte gives no wrong letter, and is not asked again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: eventStream(recording.chunks).length - 20 }), async (bytes) => {
        const loopback = await startLoopbackModel({ chunks: recording.chunks, bytes, ending: 'reset' });
        const { reasoning, content, deltas, error } = await ask(await connect(loopback.url)).finally(() => void loopback.close());
        expect((recording.reasoning + recording.content).startsWith(reasoning + content)).toBe(true);
        expect(error).toMatchObject({ code: deltas.length === 0 ? 'model_unavailable' : 'model_interrupted' });
        expect(loopback.requests).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  it('that ends in good order without a reason was cut off too', async () => {
    const loopback = await provider({ chunks: recording.chunks.slice(0, 20), ending: 'end' });
    const { error, reasoning, finish } = await ask(await connect(loopback.url));
    expect(error).toMatchObject({ code: 'model_interrupted', retryable: true });
    expect(reasoning).toBe(recording.reasoning);
    expect(finish).toBeUndefined();
  });

  it('that reports an error in the middle of the stream keeps the text before it', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: 'So far' }), upstream, completionChunk({ content: ' lost' })] });
    const { error, content } = await ask(await connect(loopback.url));
    expect(error).toMatchObject({ code: 'model_interrupted', message: 'The answer was cut off on its way from the model provider.' });
    expect(content).toBe('So far');
  });
});
