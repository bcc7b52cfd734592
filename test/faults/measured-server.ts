import { setTimeout as sleep } from 'node:timers/promises';
import { createChatServer, type ChatModel } from '../../src/server/index.ts';

// A server in a process of its own, started with --expose-gc, that says when it is asked how much memory it holds.

const model: ChatModel = {
  name: 'brief',
  async *stream() {
    yield { type: 'content', text: 'Yes.' };
    yield { type: 'finish', finish_reason: 'stop', usage: { output_tokens: 2 } };
  },
};

const many = 1_000_000;
const server = await createChatServer({
  port: 0,
  data: process.argv[2] ?? ':memory:',
  model,
  drainMs: 0,
  flushIntervalMs: 0,
  messagesPerSecond: many,
  messageBurst: many,
  upgradesPerSecond: many,
  upgradeBurst: many,
  maxAnonymousSocketsPerAddress: many,
});

async function close() {
  await server.close();
  // What is left keeps the process from ending by itself.
  process.disconnect();
}

async function measure() {
  // The last socket has just gone: what it leaves to the next turns of the loop is not held.
  for (let turn = 0; turn < 3; turn += 1) {
    await sleep(200);
    globalThis.gc?.();
  }
  process.send?.({ heapUsed: process.memoryUsage().heapUsed, metrics: server.metrics() });
}

process.on('message', (wish) => void (wish === 'close' ? close() : measure()));
process.send?.({ url: server.url });
