/** M10 to M12: what a token and a connection cost the server, in five to six minutes. `npm run bench:server` */
import { versionsOf } from '../here.ts';
import { interleave, keepResults, type Measurement } from '../measurement.ts';
import { openChat, openEvents, openIdle, openRaw, openSocketIo } from './open-streams.ts';
import { memoryPerConnection, runLoad, type Contender } from './run-load.ts';
import type { Load } from './server-child.ts';

const rounds = 5;

const raw: Contender = { name: 'ws alone, the same bytes', script: 'server/servers/raw-ws.ts', open: openRaw };
const socketIo: Contender = { name: 'Socket.IO', script: 'peers/servers/socket-io.ts', open: openSocketIo };
const events: Contender = { name: 'server-sent events of the AI SDK', script: 'server/servers/sse.ts', open: openEvents };
const ours: Contender = {
  name: 'react-chat-socket',
  script: 'server/servers/react-chat-socket.ts',
  args: ['0'],
  open: openChat('chat.v1.compact'),
};
/** What a server does of itself: text is logged at most so often, in milliseconds. */
const flushIntervalMs = 25;
const oursFlushed: Contender = {
  ...ours,
  name: `react-chat-socket, flush interval of ${flushIntervalMs} ms`,
  args: [`${flushIntervalMs}`],
};

const load: Load = { streams: 1000, warmUp: 50, ticks: 50, deltasPerTick: 1, tickMs: 30, spreadMs: 0, isTimed: false };
const live: Load = { streams: 500, warmUp: 40, ticks: 100, deltasPerTick: 1, tickMs: 20, spreadMs: 19, isTimed: true };

/** Deltas for each second of the processor. */
const throughput = (what: Load) => async (contender: Contender) => 1_000_000 / (await runLoad(contender, what)).cpuPerDelta;
/** Milliseconds from the model to the client beyond the flush interval, of 99 in 100 deltas. */
const delay = async (contender: Contender) => {
  const { delays } = await runLoad(contender, live);
  const atPart = (part: number) => (delays[Math.floor(delays.length * part)] ?? NaN) / 1000;
  console.log(`${contender.name}, half of all: ${atPart(0.5).toFixed(2)} ms; nine in ten: ${atPart(0.9).toFixed(2)} ms`);
  return atPart(0.99) - (contender === oursFlushed ? flushIntervalMs : 0);
};
const memory = async (contender: Contender) => (await memoryPerConnection(contender, 3000)) / 1024;

const measurements: Measurement[] = [
  {
    mark: 'M10',
    title: '1,000 sockets with a stream each, one delta a frame; log (in memory), cursors, metrics and limits on',
    unit: 'deltas/s of processor time',
    goal: 'at least 0.85',
    isRatio: true,
    contenders: await interleave([raw, socketIo, events, ours], rounds, throughput(load)),
  },
  {
    mark: 'M10',
    title: 'The same where the provider hands four deltas a turn',
    unit: 'deltas/s of processor time',
    goal: 'at least 3',
    isRatio: true,
    contenders: await interleave([raw, ours], rounds, throughput({ ...load, deltasPerTick: 4, ticks: 30 })),
  },
  {
    mark: 'M10',
    title: 'The same with the flush interval on, 200 deltas a second and more to each stream',
    unit: 'deltas/s of processor time',
    goal: 'at least 3',
    isRatio: true,
    contenders: await interleave([raw, oursFlushed], rounds, throughput({ ...load, tickMs: 5, ticks: 200 })),
  },
  {
    mark: 'M11',
    title: '500 streams at 50 tokens/s: delay from model to client beyond the flush interval, p99',
    unit: 'ms',
    goal: 'at most 1.25',
    isRatio: true,
    contenders: await interleave([raw, socketIo, events, ours, oursFlushed], rounds, delay),
  },
  {
    mark: 'M12',
    title: 'Memory of an idle connection, of 3,000',
    unit: 'KiB',
    goal: 'at most 1.5',
    isRatio: true,
    contenders: await interleave([{ ...raw, open: openIdle }, socketIo, { ...ours, open: openIdle }], rounds, memory),
  },
];
await keepResults('server', measurements, [...versionsOf(['ws'], '..'), ...versionsOf(['socket.io'])]);
process.exit(0);
