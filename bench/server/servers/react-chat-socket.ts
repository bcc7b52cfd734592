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
  model: {
    name: 'load',
    async *stream() {
      let waiting: ModelDelta[] = [];
      let wake = () => {};
      child.stream((text) => {
        waiting.push({ type: 'content', text });
        wake();
      });
      for (;;) {
        await new Promise<void>((resolve) => (wake = resolve));
        const deltas = waiting;
        waiting = [];
        for (const delta of deltas) yield delta;
      }
    },
  },
});
child.listening(server.port);
