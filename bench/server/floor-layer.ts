/** One layer of the server under load, in a process of its own: it tells its parent the microseconds of the processor for a delta. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactSubprotocol } from '../../src/protocol/index.ts';
import { createAuth } from '../../src/server/auth/index.ts';
import { createChatCore } from '../../src/server/chat-core.ts';
import { openDatabase } from '../../src/server/database/open-database.ts';
import { systemEnvironment as environment } from '../../src/server/environment.ts';
import { createModelRouter, defaultSettings, type ChatModel } from '../../src/server/index.ts';
import { createGroupCommit } from '../../src/server/log/group-commit.ts';
import { createSqlConversationLog } from '../../src/server/log/index.ts';
import { silentLogger as logger } from '../../src/server/logger.ts';
import { createServerMetrics } from '../../src/server/metrics/index.ts';
import { withinTime } from '../../src/server/models/within-time.ts';
import type { ServerSocket, SocketListener } from '../../src/server/server-socket.ts';
import { createWrittenText, type WrittenText } from '../../src/server/written-text.ts';
import { handedModel } from './handed-model.ts';
import type { Write } from './server-child.ts';

/** How far a delta comes. `file` is `follow` with its database in a file. */
export type Layer = 'promise' | 'gather' | 'event' | 'journal' | 'follow' | 'file';

const streams = 1000;
const warmUpTicks = 100;
const ticks = 250;

const layer = process.argv[2] as Layer; // as its parent says
const writes: Write[] = [];
const model = handedModel((write) => void writes.push(write));
/** Deltas that have come as far as they do. */
let arrived = 0;
const end = await start();
while (writes.length < streams) await turn();
// Nobody follows in `event`, so the journal's rows are all that is made text: they are stored empty.
if (layer === 'event') JSON.stringify = () => '[]';
await write(warmUpTicks);
const before = process.cpuUsage();
await write(ticks);
const { user, system } = process.cpuUsage(before);
await end();
process.send?.((user + system) / streams / ticks);

async function write(times: number): Promise<void> {
  for (let tick = 0; tick < times; tick += 1) {
    const wanted = arrived + streams;
    for (const stream of writes) stream('word');
    while (arrived < wanted) await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Starts what is under load; resolves to what ends it. */
function start(): Promise<() => Promise<void>> {
  if (layer === 'promise') return promises();
  return layer === 'gather' ? gathering() : server();
}

/** A model that is asked again and again. */
async function promises() {
  for (let stream = 0; stream < streams; stream += 1) {
    const deltas = model.stream(request())[Symbol.asyncIterator]();
    const hear = (): void => {
      void deltas.next().then(() => {
        arrived += 1;
        hear();
      });
    };
    hear();
  }
  return async () => undefined;
}

/** Hears models as a run does, and has nowhere to store what they say. */
async function gathering() {
  const group = createGroupCommit<{ readonly written: WrittenText }>(async (jobs) => {
    for (const { written } of jobs) {
      written.after(0);
      written.forget(written.length());
      arrived += 1;
    }
  }, environment.soon);
  for (let stream = 0; stream < streams; stream += 1) {
    const written = createWrittenText(defaultSettings.maxAnswerBytes);
    const job = { written };
    const { signal } = new AbortController();
    void withinTime({
      ask: () => model.stream(request()),
      hear(delta) {
        if (delta.type === 'content') written.add('content', delta.text);
        group.add(job);
        return undefined;
      },
      onBegun: () => undefined,
      signal,
      limits: defaultSettings,
      environment,
    });
  }
  return async () => undefined;
}

/** A whole server but its network. Below `follow` all clients have left. */
async function server() {
  const isFollowed = layer === 'follow' || layer === 'file';
  const folder = layer === 'file' ? await mkdtemp(join(tmpdir(), 'react-chat-socket-')) : undefined;
  const { database, close } = await openDatabase({ data: folder ?? ':memory:' });
  const metrics = createServerMetrics(environment);
  const log = await createSqlConversationLog({
    database,
    environment,
    maxIdleConversations: streams,
    observer: {
      onStored(events) {
        metrics.onStored(events);
        if (!isFollowed) arrived += events.length;
      },
      onCommit: metrics.onCommit,
    },
  });
  const { sessions } = createAuth({ ...defaultSettings, database, sessionSecret: 'a secret of the benchmark', environment, logger });
  const router = createModelRouter({ models: { [model.name]: model }, default: model.name });
  const settings = { ...defaultSettings, flushIntervalMs: 0 };
  const core = createChatCore({ settings, log, sessions, router, environment, logger, onFrame: metrics.onFrame });
  for (let stream = 0; stream < streams; stream += 1) {
    const client = createClient();
    core.welcome(client.socket, { kind: 'known', user_id: environment.id() });
    client.ask();
    while (writes.length <= stream) await turn();
    if (!isFollowed) client.leave();
  }
  return async () => {
    await close();
    if (folder !== undefined) await rm(folder, { recursive: true });
  };
}

/** A client that takes all, on a socket without a network. */
function createClient() {
  let listener: SocketListener | undefined;
  const socket: ServerSocket = {
    protocol: compactSubprotocol,
    bufferedBytes: () => 0,
    send: () => void (arrived += 1),
    cork: (write) => write(),
    close: () => undefined,
    terminate: () => undefined,
    listen: (given) => void (listener = given),
  };
  return {
    socket,
    ask: () => listener?.onFrame(JSON.stringify({ type: 'Message', id: environment.id(), content: 'Go on?' })),
    leave: () => listener?.onClose(),
  };
}

function request(): Parameters<ChatModel['stream']>[0] {
  return { messages: [], tools: [], toolChoice: 'auto', useReasoning: false, signal: new AbortController().signal };
}
