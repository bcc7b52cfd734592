import { describe, expect, it } from 'vitest';
import { createGroqService, type ChatModel } from '../../../src/server/models/index.ts';
import { completionChunk, type LoopbackModel } from '../../support/loopback-model.ts';
import { ask, provider } from './ask.ts';

async function endless(): Promise<{ loopback: LoopbackModel; model: ChatModel }> {
  const loopback = await provider({ chunks: [completionChunk({ content: 'first' })], ending: 'silence' });
  const { chat: model } = await createGroqService({ baseUrl: loopback.url });
  return { loopback, model };
}

describe('an aborted signal', () => {
  it('ends the answer without an error or an end, and closes the connection to the provider', async () => {
    const { loopback, model } = await endless();
    const stop = new AbortController();
    const { content, error, finish } = await ask(model, { signal: stop.signal, onDelta: () => stop.abort() });
    expect({ content, error, finish }).toEqual({ content: 'first', error: undefined, finish: undefined });
    await loopback.requests[0]?.closed;
  });

  it('that was aborted before asks nobody', async () => {
    const { loopback, model } = await endless();
    const { deltas, error } = await ask(model, { signal: AbortSignal.abort() });
    expect({ deltas, error }).toEqual({ deltas: [], error: undefined });
    expect(loopback.requests).toEqual([]);
  });
});

describe('a reader that leaves', () => {
  it('closes the connection to the provider', async () => {
    const { loopback, model } = await endless();
    const messages = [{ role: 'user' as const, content: 'Hello?' }];
    for await (const _ of model.stream({ messages, useReasoning: false, signal: new AbortController().signal })) break;
    await loopback.requests[0]?.closed;
    expect(loopback.requests).toHaveLength(1);
  });
});
