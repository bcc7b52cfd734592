import { expect, it } from 'vitest';
import type { ClientFrame, ServerFrame } from '../../src/protocol/index.ts';
import { createConnection } from '../../src/server/connection.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { createMessageProcessor } from '../../src/server/message-processor.ts';
import type { ServerSocket } from '../../src/server/server-socket.ts';

const rate = { perSecond: 100, burst: 100 };

/** A socket whose first frame takes as long as `held` does. */
function openBusySocket(held: Promise<void>) {
  const sent: ServerFrame[] = [];
  const handled: (string | undefined)[] = [];
  const closed: number[] = [];
  const { promise: ponged, resolve: pong } = Promise.withResolvers<void>();
  const socket: ServerSocket = {
    protocol: 'chat.v1',
    bufferedBytes: () => 0,
    send(text) {
      sent.push(JSON.parse(text) as ServerFrame); // what a server sends
      if (sent.at(-1)?.type === 'Pong') pong();
    },
    cork: (write) => write(),
    close: (code) => void closed.push(code),
    terminate: () => undefined,
    listen: () => undefined,
  };
  const processor = createMessageProcessor({
    async handle(_, frame) {
      handled.push(frame.request_id);
      await held;
    },
    who: { verify: async () => undefined },
    takeOver: async () => undefined,
    endSession: async () => undefined,
    watchExpiry: () => undefined,
    leaveList: () => undefined,
    state: { countOf: () => 0, assign: () => undefined },
    environment: { ...systemEnvironment, now: () => 0 },
    logger: silentLogger,
    limits: { frameRate: rate, badFrameRate: rate, excessRate: { perSecond: 1, burst: 4 } },
    maxSocketsPerUser: 1,
  });
  const onFrame = processor.open(createConnection('connection', 'user', socket));
  const send = (frame: ClientFrame & { padding?: string }) => onFrame(JSON.stringify(frame));
  return { send, sent, handled, closed, ponged };
}

const subscribe = { type: 'Subscribe', scope: 'chat', padding: 'x'.repeat(500_000) } as const;

it('keeps so much of what waits for its turn and no more, and says when to send the rest', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { send, sent, handled, ponged } = openBusySocket(held);

  for (let n = 0; n < 8; n += 1) send({ ...subscribe, request_id: String(n) });
  letGo();
  await expect.poll(() => sent.length).toBe(3);
  send({ type: 'Ping' });
  await ponged;

  expect(handled).toEqual(['0', '1', '2', '3', '4']);
  expect(sent.slice(0, 3).map((frame) => 'request_id' in frame && frame.request_id)).toEqual(['5', '6', '7']);
  expect(sent[0]).toMatchObject({ type: 'Error', code: 'rate_limited', retryable: true, retry_after_ms: 1000 });
});

it('R7.2: says of what nobody thought of that it went wrong, and nothing else', async () => {
  const { promise: held, reject } = Promise.withResolvers<void>();
  const { send, sent, ponged } = openBusySocket(held);

  send({ type: 'Subscribe', scope: 'chat', request_id: 'r' });
  send({ type: 'Ping' });
  reject(new Error('401 of https://provider.example for key sk-123', { cause: new Error('at run.ts:7') }));
  await ponged;

  const message = 'Something went wrong on the server.';
  expect(sent[0]).toEqual({ type: 'Error', layer: 'application', code: 'internal', message, retryable: true, request_id: 'r' });
});

it('closes a socket that does not stop with 4429 in its turn, and keeps nothing of it meanwhile', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { send, sent, closed } = openBusySocket(held);

  for (let n = 0; n < 10_000; n += 1) send({ type: 'Subscribe', scope: 'chat', request_id: String(n) });
  letGo();
  await expect.poll(() => closed).toEqual([4429]);

  expect(sent.map((frame) => 'request_id' in frame && frame.request_id)).toEqual(['100', '101', '102', '103', '104']);
});
