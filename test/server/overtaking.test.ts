import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClientFrame, LoggedEvent, ServerFrame } from '../../src/protocol/index.ts';
import { createChatCore } from '../../src/server/chat-core.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { createModelRouter, defaultSettings } from '../../src/server/index.ts';
import { silentLogger } from '../../src/server/logger.ts';
import type { ServerSocket, SocketListener } from '../../src/server/server-socket.ts';
import { createSessionMemory, sessionsIn } from '../simulation/session-memory.ts';
import { createManualModel } from '../support/manual-model.ts';
import { end, openLog, pendingAnswer, question, write, type OpenLog } from './log/log-fixture.ts';
import { createStalledSocket } from './stalled-socket.ts';

/** A socket whose reader speaks, but takes only what the test says. */
function createSpeakingSocket() {
  const stalled = createStalledSocket();
  const waiting = new Set<() => void>();
  let listener: SocketListener | undefined;
  const socket: ServerSocket = {
    ...stalled.socket,
    send(text) {
      stalled.socket.send(text);
      for (const look of waiting) look();
    },
    listen: (heard) => void (listener = heard),
  };
  return {
    ...stalled,
    socket,
    say: (frame: ClientFrame) => listener?.onFrame(JSON.stringify(frame)),
    /** The reader takes all that is there, and the server is told. */
    drain() {
      stalled.drain();
      listener?.onDrain();
    },
    /** Resolves once a frame of that type was sent. */
    sent: (type: ServerFrame['type']) =>
      new Promise<void>((resolve) => {
        const look = () => stalled.frames.some((frame) => frame.type === type) && resolve();
        waiting.add(look);
        look();
      }),
  };
}

/** A conversation whose answer is being written. */
interface Begun {
  readonly id: string;
  readonly answer: string;
}

async function begin({ log }: OpenLog): Promise<Begun> {
  const [id, asked, answer] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await log.transact(id, (draft) => {
    draft.create('owner');
    draft.add(question(asked, 'Why?'));
    draft.add(pendingAnswer(answer, asked));
  });
  return { id, answer };
}

/** A server without a network, and a reader that has followed those conversations, in that order. */
async function openReader({ log }: OpenLog, conversations: readonly Begun[]) {
  const core = createChatCore({
    settings: defaultSettings,
    log,
    sessions: sessionsIn(createSessionMemory(), systemEnvironment),
    authorize: () => ({ userId: 'owner' }),
    router: createModelRouter({ models: { manual: createManualModel() }, default: 'manual' }),
    environment: systemEnvironment,
    logger: silentLogger,
  });
  onTestFinished(core.close);
  const reader = createSpeakingSocket();
  core.welcome(reader.socket, { kind: 'known', user_id: 'owner' });
  for (const { id } of conversations) reader.say({ type: 'Subscribe', scope: 'chat', conversation_id: id });
  reader.say({ type: 'Ping' });
  await reader.sent('Pong');
  return { core, reader };
}

/** More than a socket takes before it is left alone. */
const flood = 'x'.repeat(70_000);
const piece = 'x'.repeat(8000);
const unknown = crypto.randomUUID();

/** Writes to an answer, an event for each text. */
function writeAll({ log }: OpenLog, { id, answer }: Begun, texts: readonly string[]) {
  return Promise.all(texts.map((text) => log.transact(id, (draft) => write(draft, answer, text))));
}

const isLogged = (frame: ServerFrame): frame is LoggedEvent => frame.type === 'Update' || frame.type === 'Complete';

describe('a reader with a full socket', () => {
  it('is sent what is outside the log before what waits there, and each event of the log behind the one before', async () => {
    const opened = await openLog();
    const chat = await begin(opened);
    const { core, reader } = await openReader(opened, [chat]);
    await writeAll(opened, chat, [flood, ...Array<string>(20).fill(piece)]);
    await opened.log.transact(chat.id, (draft) => end(draft, chat.answer));
    const before = reader.frames.length;

    reader.say({ type: 'Ping', request_id: 'alive' });
    reader.say({ type: 'Cancel', conversation_id: unknown, message_id: unknown });
    reader.say({ type: 'Authenticate', token: 'token' });
    await reader.sent('Authenticated');
    await core.drain();
    expect(reader.frames.slice(before).map(({ type }) => type)).toEqual(['Pong', 'Error', 'Authenticated', 'Draining']);

    for (let n = 0; n < 5; n += 1) reader.drain();
    const events = reader.frames.filter(isLogged);
    expect(events.map(({ sync_id, after = sync_id - 1 }) => after)).toEqual([2, ...events.slice(0, -1).map(({ sync_id }) => sync_id)]);
    expect(reader.frames.at(-1)).toMatchObject({ type: 'Complete', sync_id: 24 });
  });

  it.each([2, 2000])('is sent the end of an answer that it stops in the second frame once it reads, behind %i deltas', async (count) => {
    const opened = await openLog();
    const chat = await begin(opened);
    const { reader } = await openReader(opened, [chat]);
    await writeAll(opened, chat, [flood]);
    await writeAll(opened, chat, Array<string>(count).fill('word'));
    const before = { frames: reader.frames.length, writes: reader.writes() };

    const stopped = new Promise<unknown>((resolve) => opened.log.onAppended(resolve));
    reader.say({ type: 'Cancel', conversation_id: chat.id, message_id: chat.answer, request_id: 'stop' });
    await stopped;
    expect(reader.frames).toHaveLength(before.frames);

    reader.drain();
    expect(reader.frames.slice(before.frames)).toMatchObject([
      { type: 'Update', delta: { content: 'word'.repeat(count) } },
      { type: 'Complete', status: 'stopped', request_id: 'stop' },
    ]);
    expect(reader.writes() - before.writes).toBe(1);
  });

  it('is sent what is new in the conversation that it opened last before what waits in another', async () => {
    const opened = await openLog();
    const [background, screen] = [await begin(opened), await begin(opened)];
    const { reader } = await openReader(opened, [background, screen]);
    await writeAll(opened, background, [flood, ...Array<string>(20).fill(piece)]);
    await writeAll(opened, screen, ['here']);
    const before = reader.frames.length;

    reader.drain();
    const sent = reader.frames.slice(before);
    expect(sent[0]).toMatchObject({ conversation_id: screen.id, delta: { content: 'here' } });
    expect(sent[1]).toMatchObject({ conversation_id: background.id, delta: { content: piece } });
  });
});
