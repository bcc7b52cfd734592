import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { systemEnvironment } from '../../../src/server/environment.ts';
import type { ModelDelta } from '../../../src/server/models/index.ts';
import { withinTime } from '../../../src/server/models/within-time.ts';

const limits = { firstTokenMs: 60_000, betweenTokensMs: 60_000 };

async function* words(...given: string[]): AsyncGenerator<ModelDelta, void> {
  for (const text of given) yield { type: 'content', text };
}

it('gives what the model says, and listens to the signal no longer than that', async () => {
  let signal: AbortSignal | undefined;
  const ask = (given: AbortSignal) => {
    signal = given;
    return words('a', 'b');
  };
  const listeners = () => signal && getEventListeners(signal, 'abort').length;
  const seen: ModelDelta[] = [];
  for await (const delta of withinTime(ask, new AbortController().signal, limits, systemEnvironment)) {
    expect(listeners()).toBe(1);
    seen.push(delta);
  }
  expect(seen).toEqual([
    { type: 'content', text: 'a' },
    { type: 'content', text: 'b' },
  ]);
  expect(listeners()).toBe(0);
});

it('ends when the signal is aborted, though the model does not listen', async () => {
  const stop = new AbortController();
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<ModelDelta>>(() => undefined) }) };
  const seen = (async () => {
    for await (const _ of withinTime(() => silent, stop.signal, limits, systemEnvironment)) throw new Error('Nothing was said.');
  })();
  stop.abort();
  await expect(seen).resolves.toBeUndefined();
});

it('ends where the signal was aborted while nobody asked for more', async () => {
  const stop = new AbortController();
  const answer = withinTime(() => words('a', 'b'), stop.signal, limits, systemEnvironment)[Symbol.asyncIterator]();
  await answer.next();
  stop.abort();
  expect(await answer.next()).toEqual({ done: true, value: undefined });
});

it('leaves the model when it is left', async () => {
  let isLeft = false;
  const model = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false as const, value: { type: 'working' } as const }),
      async return() {
        isLeft = true;
        return { done: true as const, value: undefined };
      },
    }),
  };
  for await (const _ of withinTime(() => model, new AbortController().signal, limits, systemEnvironment)) break;
  expect(isLeft).toBe(true);
});
