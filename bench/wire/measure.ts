/** M9: bytes on the wire for a token. `npm run bench:wire` */
import { keepResults } from '../measurement.ts';
import { openChat, openEvents, openSocketIo } from '../server/open-streams.ts';
import { runLoad, type Contender } from '../server/run-load.ts';
import type { Load } from '../server/server-child.ts';

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
await keepResults('wire', [
  {
    mark: 'M9',
    title: 'Bytes on the wire for a token of four letters, one token a frame, headers of the frames included',
    unit: 'bytes',
    goal: 'at most 18',
    isRatio: false,
    contenders: singly,
  },
  { mark: 'M9', title: 'The same where four tokens come at once', unit: 'bytes', goal: 'none', isRatio: false, contenders: together },
]);
process.exit(0);
