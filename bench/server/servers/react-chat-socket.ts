/** This repository's server, with everything on: log, cursors, sessions, limits; its database is in memory. The model hands out the deltas of the load. */
import { createChatServer } from '../../../src/server/index.ts';
import { handedModel } from '../handed-model.ts';
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
  model: handedModel(child.stream),
});
child.listening(server.port);
