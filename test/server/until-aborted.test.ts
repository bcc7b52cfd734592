import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { untilAborted } from '../../src/server/until-aborted.ts';

async function* words(...given: string[]) {
  yield* given;
}

it('gives the items of a stream, and listens to the signal no longer than it runs', async () => {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal]);
  const seen: string[] = [];
  for await (const word of untilAborted(words('a', 'b'), signal)) {
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    seen.push(word);
  }
  expect(seen).toEqual(['a', 'b']);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('ends when the signal is aborted, though the stream does not listen', async () => {
  const stop = new AbortController();
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<string>>(() => undefined) }) };
  const seen = (async () => {
    for await (const _ of untilAborted(silent, stop.signal)) throw new Error('Nothing was said.');
  })();
  stop.abort();
  await expect(seen).resolves.toBeUndefined();
});
