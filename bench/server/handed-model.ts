import type { ChatModel, ModelDelta } from '../../src/server/index.ts';
import type { Write } from './server-child.ts';

/** A model that says what it is handed: each stream of it gives out what it is written by. */
export function handedModel(onStream: (write: Write) => void): ChatModel {
  return { name: 'load', stream: () => ({ [Symbol.asyncIterator]: () => listen(onStream) }) };
}

/** The deltas of one stream. It is no generator: the promises of that would be the load's, and be taken for the server's. */
function listen(onStream: (write: Write) => void): AsyncIterator<ModelDelta> {
  const waiting: ModelDelta[] = [];
  let wake: ((delta: ModelDelta) => void) | undefined;
  onStream((text) => {
    const delta: ModelDelta = { type: 'content', text };
    const tell = wake;
    wake = undefined;
    if (tell) tell(delta);
    else waiting.push(delta);
  });
  return {
    next: () =>
      new Promise((resolve) => {
        const delta = waiting.shift();
        if (delta) resolve({ value: delta });
        else wake = (value) => resolve({ value });
      }),
  };
}
