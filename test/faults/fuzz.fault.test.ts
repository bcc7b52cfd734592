import { once } from 'node:events';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { closeCodes, decodeClientFrame, type ServerFrame } from '../../src/protocol/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import type { ChatModel, ChatServerOptions, Environment } from '../../src/server/index.ts';
import { connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';
import { fuzzFrame, randomBytes, type FuzzFrame } from './fuzz-frames.ts';
import { openFuzzSocket } from './fuzz-socket.ts';
import { createSeededRandom } from './seeded-random.ts';

/** What is sent, and how much of it: `FAULT_FRAMES=100000` for the whole of it. */
const seed = Number(process.env['FAULT_SEED'] ?? 1);
const frameCount = Number(process.env['FAULT_FRAMES'] ?? 10_000);
const batchSize = 250;
const framesPerSocket = 4 * batchSize;

const briefModel: ChatModel = {
  name: 'brief',
  async *stream() {
    yield { type: 'content', text: 'Hi' };
    yield { type: 'finish', finish_reason: 'stop' };
  },
};

/** A clock that is 10 s further on whenever it is looked at, so that no frame is one too many. */
function createHurriedEnvironment(): Environment {
  let now = Date.now();
  return { ...systemEnvironment, now: () => (now += 10_000) };
}

/** Somebody else, who must notice nothing of it. */
async function openWitness(url: string) {
  const client = await connected(url);
  let looks = 0;
  return {
    /** Resolves when the server has answered; tells everything that came besides. */
    async look(): Promise<ServerFrame[]> {
      looks += 1;
      client.send({ type: 'Ping', request_id: `look ${looks}` });
      await client.next('Pong', ({ request_id }) => request_id === `look ${looks}`);
      return client.received.filter(({ type }) => type !== 'Welcome' && type !== 'Pong');
    },
  };
}

/** The frames that should have been answered and were not. */
function unanswered(frames: readonly FuzzFrame[], received: readonly ServerFrame[]): unknown[] {
  const answers = received.map((frame) => (frame.type === 'Scoped' ? frame.value : frame));
  const answered = new Set(answers.flatMap((frame) => ('request_id' in frame ? [frame.request_id] : [])));
  const errors = received.filter(({ type }) => type === 'Error').length;
  const read = frames.map((frame) => (typeof frame === 'string' ? decodeClientFrame(frame.toWellFormed()) : undefined));
  const unreadable = read.filter((decoded) => !decoded?.ok).length;
  const missing = read.flatMap((decoded) => {
    if (!decoded?.ok || decoded.frame.type === 'Unsubscribe') return [];
    const { frame } = decoded;
    const id = frame.request_id ?? ('id' in frame ? frame.id : undefined);
    return id === undefined || answered.has(id) ? [] : [frame];
  });
  return errors < unreadable ? [`${unreadable} frames could not be read, and ${errors} were refused`, ...missing] : missing;
}

function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const definedCodes = new Set<number>(Object.values(closeCodes));

describe(`bytes of any kind, seed ${seed}:`, () => {
  it(
    `each of ${frameCount} frames is answered, or ends its socket with a defined code; nobody else notices, nothing is kept`,
    { timeout: 300_000 },
    async () => {
      const noLimits: ChatServerOptions = { framesPerSecond: 1e6, frameBurst: 1e6, messagesPerSecond: 1e6, messageBurst: 1e6 };
      const { url } = await startServer({ ...noLimits, model: briefModel, environment: createHurriedEnvironment() });
      const witness = await openWitness(url);
      const random = createSeededRandom(seed);
      const problems: unknown[] = [];
      const endings = new Set<number>();
      let taken = 0;
      let heapBefore: number | undefined;

      while (taken < frameCount) {
        const socket = await openFuzzSocket(url);
        let isOpen = true;
        for (let sent = 0; isOpen && sent < framesPerSocket; sent += batchSize) {
          const frames = Array.from({ length: batchSize }, () => fuzzFrame(random));
          const received = await socket.exchange(frames);
          isOpen = received !== undefined;
          // What follows the frame that ended a socket is not read, and does not count.
          taken += received ? frames.length : 0;
          problems.push(...unanswered(received ? frames : [], received ?? []));
        }
        if (isOpen) socket.close();
        else endings.add(await socket.closed);
        problems.push(...(await witness.look()));
        if (taken > frameCount / 4) heapBefore ??= usedHeap();
      }

      expect(problems).toEqual([]);
      expect([...endings].filter((code) => !definedCodes.has(code))).toEqual([]);
      expect(usedHeap() - (heapBefore ?? 0)).toBeLessThan(12 * 1024 * 1024);
    },
  );

  it('under the usual limits, each socket ends with a defined code, and nobody else notices', async () => {
    const { url } = await startServer({ model: briefModel });
    const witness = await openWitness(url);
    const random = createSeededRandom(seed);
    const endings = new Set<number>();

    for (let sockets = 0; sockets < 20; sockets += 1) {
      const socket = await openFuzzSocket(url);
      const frames = Array.from({ length: batchSize }, () => fuzzFrame(random));
      expect(await socket.exchange(frames)).toBeUndefined();
      endings.add(await socket.closed);
    }

    expect([...endings].filter((code) => !definedCodes.has(code))).toEqual([]);
    expect(await witness.look()).toEqual([]);
  });

  it('behind an upgrade, where frames were to come, and instead of one: the socket ends, and nobody else notices', async () => {
    const { url, port } = await startServer({ model: briefModel });
    const witness = await openWitness(url);
    const random = createSeededRandom(seed);
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const upgrade = `GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;

    for (let sockets = 0; sockets < 200; sockets += 1) {
      const socket = connect(port, '127.0.0.1').resume();
      socket.on('error', () => undefined);
      const gone = once(socket, 'close');
      if (random.chance(0.8)) socket.write(upgrade);
      socket.end(randomBytes(random));
      await gone;
    }

    expect(await witness.look()).toEqual([]);
  });
});
