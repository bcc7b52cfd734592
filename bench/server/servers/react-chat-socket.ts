/** This repository's server, with everything on: log, cursors, sessions, limits. The model hands out the deltas of the load. */
import { createChatServer, type ModelDelta } from '../../../src/server/index.ts';
import { startChild } from '../server-child.ts';

const child = startChild();
const flushIntervalMs = Number(process.argv[3] ?? 0);

const server = await createChatServer({
  port: 0,
  data: ':memory:',
  flushIntervalMs,
  // All clients of the load come from one address, and at once.
  upgradeBurst: 100_000,
  maxAnonymousSocketsPerAddress: 100_000,
  messageBurst: 100_000,
  model: { name: 'load', stream: () => ({ [Symbol.asyncIterator]: () => listen() }) },
});
child.listening(server.port);

/** The deltas of one stream. It is no generator: the promises of that would be the load's, and be taken for the server's. */
function listen(): AsyncIterator<ModelDelta> {
  const waiting: ModelDelta[] = [];
  let wake: ((delta: ModelDelta) => void) | undefined;
  child.stream((text) => {
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
