/** The items of a stream until it ends or the signal is aborted. A stream that does not listen to the signal is left behind, and not waited for. */
export async function* untilAborted<Item>(stream: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  const iterator = stream[Symbol.asyncIterator]();
  let stop = () => {};
  const onAbort = () => stop();
  signal.addEventListener('abort', onAbort);

  /** A promise of its own for each item: one for all of them would gather a reaction at every token of a long answer. */
  function next(): Promise<IteratorResult<Item> | undefined> {
    return new Promise((resolve, reject) => {
      stop = () => resolve(undefined);
      iterator.next().then(resolve, reject);
      if (signal.aborted) stop();
    });
  }

  let isDone = false;
  try {
    for (;;) {
      const result = await next();
      if (!result) return;
      isDone = result.done === true;
      if (isDone) return;
      yield result.value as Item; // a result that is not done is an item
    }
  } finally {
    // A signal that is made of others lives for as long as someone listens to it, and with it all that the listener holds.
    signal.removeEventListener('abort', onAbort);
    if (!isDone) iterator.return?.().catch(() => undefined);
  }
}
