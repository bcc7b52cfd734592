import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroqService, createOpenAICompatible, type ChatModel } from '../../../src/server/models/index.ts';
import { eventStream, startLoopbackModel } from '../../support/loopback-model.ts';
import { ask, provider } from './ask.ts';
import { recording } from './recording.ts';

const providers: Record<string, (baseUrl: string) => Promise<ChatModel>> = {
  Groq: async (baseUrl) => (await createGroqService({ baseUrl })).reasoning,
  'an OpenAI-compatible endpoint': (baseUrl) => createOpenAICompatible({ baseUrl }),
};

describe.each(Object.entries(providers))('an answer of %s', (_, connect) => {
  it('D22: is the same letter for letter, wherever the network cuts its bytes', async () => {
    const length = eventStream(recording.chunks).length;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: length - 1 }), { maxLength: 60 }), async (cutAt) => {
        const loopback = await startLoopbackModel({ chunks: recording.chunks, cutAt });
        const answer = await ask(await connect(loopback.url)).finally(() => void loopback.close());
        expect(answer).toMatchObject({ reasoning: recording.reasoning, content: recording.content, error: undefined });
      }),
      { numRuns: 30 },
    );
  });

  it('D22: is the same when every byte comes by itself', async () => {
    const cutAt = eventStream(recording.chunks).keys();
    const loopback = await provider({ chunks: recording.chunks, cutAt: [...cutAt] });
    const answer = await ask(await connect(loopback.url));
    expect(answer).toMatchObject({ reasoning: recording.reasoning, content: recording.content, error: undefined });
  });

  it('ends with its reason, its usage and the model that gave it', async () => {
    const loopback = await provider({ chunks: recording.chunks });
    const { deltas } = await ask(await connect(loopback.url));
    expect(deltas.at(-1)).toEqual({ type: 'finish', finish_reason: 'stop', usage: recording.usage, model: 'loopback-1' });
  });

  it('is asked for once, with the whole conversation in order', async () => {
    const loopback = await provider({ chunks: recording.chunks });
    const model = await connect(loopback.url);
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: 'One?' },
      { role: 'assistant' as const, content: '1' },
      { role: 'user' as const, content: 'Two?' },
    ];
    for await (const _ of model.stream({ messages, useReasoning: false, signal: new AbortController().signal }));
    expect(loopback.requests.map(({ body }) => body['messages'])).toEqual([messages]);
  });

  it('comes word by word, before the stream has ended', async () => {
    const loopback = await provider({ chunks: recording.chunks.slice(0, 3), ending: 'silence' });
    const signal = new AbortController();
    const { reasoning } = await ask(await connect(loopback.url), {
      signal: signal.signal,
      onDelta: (delta) => delta.type === 'reasoning' && delta.text === ',' && signal.abort(),
    });
    expect(reasoning).toBe('Okay,');
  });
});
