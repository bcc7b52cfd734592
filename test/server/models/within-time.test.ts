import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { systemEnvironment } from '../../../src/server/environment.ts';
import type { ModelDelta } from '../../../src/server/models/index.ts';
import { withinTime, type HearOptions } from '../../../src/server/models/within-time.ts';

const limits = { firstTokenMs: 60_000, betweenTokensMs: 60_000 };

async function* words(...given: string[]): AsyncGenerator<ModelDelta, void> {
  for (const text of given) yield { type: 'content', text };
}

/** A model that goes on for ever, and says whether it was left. */
function endless() {
  let isLeft = false;
  const iterator = {
    next: async () => ({ done: false as const, value: { type: 'working' } as const }),
    async return() {
      isLeft = true;
      return { done: true as const, value: undefined };
    },
  };
  return { ask: () => ({ [Symbol.asyncIterator]: () => iterator }), isLeft: () => isLeft };
}

function hearing(options: Pick<HearOptions, 'ask' | 'hear'>, signal = new AbortController().signal): Promise<void> {
  return withinTime({ ...options, onBegun: () => undefined, signal, limits, environment: systemEnvironment });
}

it('gives what the model says, and listens to the signal no longer than that', async () => {
  let signal: AbortSignal | undefined;
  const listeners = () => signal && getEventListeners(signal, 'abort').length;
  const seen: ModelDelta[] = [];
  await hearing({
    ask(given) {
      signal = given;
      return words('a', 'b');
    },
    hear(delta) {
      expect(listeners()).toBe(1);
      seen.push(delta);
      return undefined;
    },
  });
  expect(seen).toEqual([
    { type: 'content', text: 'a' },
    { type: 'content', text: 'b' },
  ]);
  expect(listeners()).toBe(0);
});

it('asks for the next piece when there is room for it', async () => {
  const room = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const seen: ModelDelta[] = [];
  const heard = hearing({
    ask: () => words('a', 'b'),
    hear(delta) {
      seen.push(delta);
      begun.resolve();
      return room.promise;
    },
  });
  await begun.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toHaveLength(1);
  room.resolve();
  await heard;
  expect(seen).toHaveLength(2);
});

it('ends when the signal is aborted, though the model does not listen', async () => {
  const stop = new AbortController();
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<ModelDelta>>(() => undefined) }) };
  const heard = hearing({ ask: () => silent, hear: () => undefined }, stop.signal);
  stop.abort();
  await expect(heard).resolves.toBeUndefined();
});

it('leaves the model, and asks for no more, where the signal is aborted by what it says', async () => {
  const stop = new AbortController();
  const model = endless();
  let count = 0;
  const hear = () => {
    count += 1;
    stop.abort();
    return undefined;
  };
  await hearing({ ask: model.ask, hear }, stop.signal);
  expect(count).toBe(1);
  expect(model.isLeft()).toBe(true);
});

it('leaves the model when what it says is refused, at once or after a while', async () => {
  for (const refuse of [() => Promise.reject(new Error('No.')), (): never => raise('No.')]) {
    const model = endless();
    let signal: AbortSignal | undefined;
    const ask = (given: AbortSignal) => {
      signal = given;
      return model.ask();
    };
    await expect(hearing({ ask, hear: refuse })).rejects.toThrow('No.');
    expect(model.isLeft()).toBe(true);
    expect(signal?.aborted).toBe(true);
  }
});

it('fails as the model does, in whatever way', async () => {
  const raising = { [Symbol.asyncIterator]: () => ({ next: (): never => raise('Broken.') }) };
  const rejecting = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('Broken.')) }) };
  for (const model of [raising, rejecting]) {
    await expect(hearing({ ask: () => model, hear: () => undefined })).rejects.toThrow('Broken.');
  }
  await expect(hearing({ ask: () => raise('Broken.'), hear: () => undefined })).rejects.toThrow('Broken.');
});

function raise(message: string): never {
  throw new Error(message);
}
