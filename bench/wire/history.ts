import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { WebSocket } from 'ws';
import { createChatServer, type ChatModel } from '../../src/server/index.ts';

/** Who reads which conversation, and how often. */
interface Arguments {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;
  readonly count: number;
}

/** What one client that opens a conversation costs. */
export interface HistoryCost {
  readonly bytes: number;
  /** Of the server's processor, in milliseconds. */
  readonly cpuMs: number;
  /** Of the server, for as long as the client is there, in KiB. */
  readonly memoryKib: number;
}

/** How many read it. Each answer is so many letters of a text that a person wrote. */
const [readers, answers, letters] = [200, 25, 1200];
const text = await readFile(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

/** What it costs to send 50 messages of history to a client, with or without compression. */
export async function measureHistory(compressFromBytes: number | undefined): Promise<HistoryCost> {
  let at = 0;
  const model: ChatModel = {
    name: 'long',
    async *stream() {
      yield { type: 'content', text: text.slice(at, (at += letters)) };
      yield { type: 'finish', finish_reason: 'stop' };
    },
  };
  const many = 1_000_000;
  const limits = { messagesPerSecond: many, messageBurst: many, upgradesPerSecond: many, upgradeBurst: many, maxSocketsPerUser: many };
  const server = await createChatServer({ port: 0, data: ':memory:', model, flushIntervalMs: 0, compressFromBytes, ...limits });
  const { token, conversationId } = await talk(server.url);

  globalThis.gc?.();
  const [cpuBefore, memoryBefore] = [process.cpuUsage(), process.memoryUsage().rss];
  const child = fork(new URL('readers.ts', import.meta.url), [JSON.stringify({ url: server.url, token, conversationId, count: readers })]);
  const [bytes] = await once(child, 'message');
  const { user, system } = process.cpuUsage(cpuBefore);
  globalThis.gc?.();
  const memory = process.memoryUsage().rss - memoryBefore;
  child.kill();
  await server.close();
  return { bytes, cpuMs: (user + system) / 1000 / readers, memoryKib: memory / 1024 / readers };
}

/** Asks so many questions, one after another. */
async function talk(url: string): Promise<{ token: string; conversationId: string }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['chat.v1']);
  const conversationId = crypto.randomUUID();
  const ask = () =>
    socket.send(JSON.stringify({ type: 'Message', id: crypto.randomUUID(), conversation_id: conversationId, content: 'Go on?' }));
  return new Promise((resolve) => {
    let token = '';
    let answered = 0;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      if (frame.type === 'Welcome') {
        token = frame.token;
        ask();
      }
      if (frame.type !== 'Complete') return;
      answered += 1;
      if (answered < answers) return ask();
      socket.terminate();
      resolve({ token, conversationId });
    });
  });
}

/** What the readers were told on their command line. */
export function readArguments(): Arguments {
  return JSON.parse(process.argv[2] ?? '');
}
