import { compactSubprotocol, findMessage } from '../../src/protocol/index.ts';
import { createConnection } from '../../src/server/connection.ts';
import { openDatabase } from '../../src/server/database/open-database.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import type { ChatModel, ModelDelta } from '../../src/server/index.ts';
import { createSqlConversationLog, type ConversationDraft } from '../../src/server/log/index.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { createServerMetrics } from '../../src/server/metrics/index.ts';
import { startRun } from '../../src/server/run.ts';
import type { ServerSocket } from '../../src/server/server-socket.ts';
import { createWebSocketState } from '../../src/server/websocket-state.ts';

// In a process that never collects garbage: says how many bytes a token takes, from the model to the socket, where so many answers get one in each tick.

/** Answers in the making, the messages before each of them, and the tokens that it has already. */
const [answers = 1, earlierMessages = 1, earlierTokens = 0] = process.argv.slice(2).map(Number);

// No time passes, so that no timer keeps the process.
const environment = { ...systemEnvironment, after: () => () => undefined };
const metrics = createServerMetrics(environment);
const { database, writer } = await openDatabase({ data: ':memory:' });
const log = await createSqlConversationLog({ database, writer, environment, observer: metrics });
const state = createWebSocketState(log);
let frames = 0;

/** A socket whose reader takes everything at once. */
const socket: ServerSocket = {
  protocol: compactSubprotocol,
  bufferedBytes: () => 0,
  send: () => void (frames += 1),
  cork: (write) => write(),
  close: () => undefined,
  terminate: () => undefined,
  listen: () => undefined,
};

/** A model that says what it is told to, at the price of a promise for each word. */
function createToldModel() {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let tell: (result: IteratorResult<ModelDelta>) => void = () => undefined;
  const next = () => {
    ask();
    return new Promise<IteratorResult<ModelDelta>>((resolve) => (tell = resolve));
  };
  const model: ChatModel = { name: 'told', stream: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
  return { model, asked, say: (text: string) => tell({ value: { type: 'content', text } }) };
}

function begin(draft: ConversationDraft, answerId: string): void {
  draft.create('owner');
  let reply_to: string | null = null;
  for (let place = 0; place < earlierMessages; place += 1) {
    const id = `${answerId}-${place}`;
    draft.add({ id, role: 'user', reply_to, parts: [{ type: 'text', text: 'Why?' }], status: 'complete', created_at: 1 });
    reply_to = id;
  }
  draft.add({ id: answerId, role: 'assistant', reply_to, parts: [], status: 'pending', created_at: 1 });
}

/** What an earlier run has written of an answer, each token an event. */
function write(draft: ConversationDraft, message_id: string): void {
  for (let token = 0; token < earlierTokens; token += 1) draft.append({ type: 'Update', message_id, delta: { content: 'word' }, at: 2 });
}

async function startAnswer(conversationId: string): Promise<(text: string) => void> {
  const answerId = `${conversationId}-a`;
  await log.transact(conversationId, (draft) => begin(draft, answerId));
  await log.transact(conversationId, (draft) => write(draft, answerId));
  const held = await log.hold(conversationId);
  const conversation = held?.read().conversation;
  const answer = conversation && findMessage(conversation, answerId);
  if (!held || !answer) throw new Error('There is no answer.');
  const connection = createConnection(conversationId, 'owner', socket, metrics.onFrame);
  state.add(connection);
  state.follow(connection, held, {
    type: 'Subscribed',
    scope: 'chat',
    conversation_id: conversationId,
    last_sync_id: conversation.cursor,
  });
  const { model, asked, say } = createToldModel();
  startRun({
    conversationId,
    answer,
    log,
    environment,
    logger: silentLogger,
    flushIntervalMs: 0,
    maxAnswerBytes: 1024 * 1024,
    limits: { firstTokenMs: 60_000, betweenTokensMs: 60_000, toolMs: 60_000, maxToolRounds: 8 },
    admit: async () => undefined,
    models: () => [model],
    tools: async () => [],
    userId: 'owner',
  });
  await asked;
  return say;
}

const all = await Promise.all(Array.from({ length: answers }, (_, n) => startAnswer(`c${n}`)));
let onStored = () => {};
log.onAppended(() => onStored());

/** Gives each answer one token. */
async function tick(): Promise<void> {
  const stored = new Promise<void>((resolve) => (onStored = resolve));
  for (const say of all) say('word');
  await stored;
}

const tokens = 4000;
const ticks = tokens / answers;
for (let n = 0; n < ticks; n += 1) await tick();
frames = 0;
// What was left behind so far would be collected while it is counted.
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let n = 0; n < ticks; n += 1) await tick();
const bytes = process.memoryUsage().heapUsed - before;
console.log(JSON.stringify({ bytesPerToken: bytes / tokens, framesPerToken: frames / tokens }));
