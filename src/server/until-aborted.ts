/** The items of a stream until it ends or the signal is aborted. A stream that does not listen to the signal is left behind, and not waited for. */
export async function* untilAborted<Item>(stream: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  const iterator = stream[Symbol.asyncIterator]();
  const { promise: aborted, resolve: stop } = Promise.withResolvers<undefined>();
  const onAbort = () => stop(undefined);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
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
    // A signal that is made of others lives for as long as someone listens to it, and with it all that the listener holds.
    signal.removeEventListener('abort', onAbort);
    if (!isDone) iterator.return?.().catch(() => undefined);
  }
}
