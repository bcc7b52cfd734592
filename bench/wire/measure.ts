/** M9: bytes on the wire for a token; and what it saves and costs to deflate a page of history. `npm run bench:wire` */
import { versionsOf } from '../here.ts';
import { keepResults, type Measurement } from '../measurement.ts';
import { openChat, openEvents, openSocketIo } from '../server/open-streams.ts';
import { runLoad, type Contender } from '../server/run-load.ts';
import type { Load } from '../server/server-child.ts';
import { measureHistory, type HistoryCost } from './history.ts';

const contenders: Contender[] = [
  { name: 'Socket.IO', script: 'peers/servers/socket-io.ts', open: openSocketIo },
  { name: 'server-sent events of the AI SDK', script: 'server/servers/sse.ts', open: openEvents },
  { name: 'react-chat-socket, chat.v1', script: 'server/servers/react-chat-socket.ts', args: ['0'], open: openChat('chat.v1') },
  { name: 'react-chat-socket', script: 'server/servers/react-chat-socket.ts', args: ['0'], open: openChat('chat.v1.compact') },
];
/** A provider that writes tokens one by one, and one whose tokens meet in a flush interval. */
const one: Load = { streams: 20, warmUp: 40, ticks: 200, deltasPerTick: 1, tickMs: 10, spreadMs: 0, isTimed: false };
const four: Load = { ...one, deltasPerTick: 4 };

async function bytes(contender: Contender, load: Load) {
  const { bytesPerDelta } = await runLoad(contender, load);
  console.log(`${contender.name}: ${bytesPerDelta.toFixed(1)}`);
  return { name: contender.name, values: [bytesPerDelta] };
}

const singly = [];
for (const contender of contenders) singly.push(await bytes(contender, one));
const together = [];
for (const contender of contenders) together.push(await bytes(contender, four));
const rounds = 5;
const plain: HistoryCost[] = [];
const deflated: HistoryCost[] = [];
for (let round = 0; round < rounds; round += 1) {
  plain.push(await measureHistory(undefined));
  deflated.push(await measureHistory(1024));
}
const history = (title: string, unit: string, of: (cost: HistoryCost) => number): Measurement => ({
  mark: 'history',
  title,
  unit,
  goal: 'off by default',
  isRatio: false,
  contenders: [
    { name: 'as it is', values: plain.map(of) },
    { name: '`COMPRESS_FROM_BYTES=1024`', values: deflated.map(of) },
  ],
});

const measurements: Measurement[] = [
  {
    mark: 'M9',
    title: 'Bytes on the wire for a token of four letters, one token a frame, headers of the frames included',
    unit: 'bytes',
    goal: 'at most 18',
    isRatio: false,
    contenders: singly,
  },
  { mark: 'M9', title: 'The same where four tokens come at once', unit: 'bytes', goal: 'none', isRatio: false, contenders: together },
  history('A page of history, 50 messages', 'bytes', ({ bytes }) => bytes),
  history('Time of the server’s processor for it', 'ms', ({ cpuMs }) => cpuMs),
  history('Memory that the server holds for a client that has had it', 'KiB', ({ memoryKib }) => memoryKib),
];
await keepResults('wire', measurements, versionsOf(['socket.io']));
process.exit(0);
