/** The items of a stream until it ends or the signal is aborted. A stream that does not listen to the signal is left behind, and not waited for. */
export async function* untilAborted<Item>(stream: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  const iterator = stream[Symbol.asyncIterator]();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let isDone = false;
  try {
    for (;;) {
      const next = iterator.next();
      const result = await Promise.race([next, aborted]);
      if (!result) {
        next.catch(() => undefined);
        return;
      }
      isDone = result.done === true;
      if (isDone) return;
      yield result.value as Item; // a result that is not done is an item
    }
  } finally {
    if (!isDone) iterator.return?.().catch(() => undefined);
  }
}
