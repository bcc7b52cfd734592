/**
 * Measures how the client and the server stand faults, and prints a table in Markdown:
 *
 *     node tools/fault-figures.ts [--kills 20] [--seed 1]
 *
 * The clients' clocks and settings are the real ones. The time to notice a half-open socket is read off a clock that is moved by hand.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createChatClient } from '../src/client/index.ts';
import { startBackend } from '../test/faults/backend.ts';
import { readConversation } from '../test/faults/read-log.ts';
import { startRig } from '../test/faults/rig.ts';
import type { AnswerPiece } from '../test/faults/seeded-answer.ts';
import { createSeededRandom } from '../test/faults/seeded-random.ts';
import { openSlowReaderScene } from '../test/faults/slow-reader.ts';
import { createFakeWorld } from '../test/support/fake-world.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } } });
const kills = Number(values.kills);
const firstSeed = Number(values.seed);
const tabsPerKill = 5;

/** So that the answer is in mid-stream whenever the server is killed. */
function* endlessAnswer(): Generator<AnswerPiece> {
  for (;;) yield { kind: 'content', text: 'and on ' };
}

/** Kills a server that streams, and tells how long each tab then takes to show everything, from when it accepts again, in ms. */
async function catchUpAfterKill(seed: number, downMs: number): Promise<number[]> {
  const backend = await startBackend({ provider: { pauseMs: 20, answer: endlessAnswer } });
  const rig = await startRig(backend, { seed, speed: 1 });
  try {
    const conversationId = crypto.randomUUID();
    const first = rig.openTab();
    await first.untilLive();
    first.client.send({ conversationId, content: `Seed ${seed}?` });
    await first.until('asked', () => first.messages(conversationId).length > 0);
    for (let tab = 1; tab < tabsPerKill; tab += 1) rig.openTab(first.person);
    for (const tab of rig.tabs) tab.follow(conversationId);
    await Promise.all(rig.tabs.map((tab) => tab.until('shown', () => tab.messages(conversationId).length > 1)));
    await pause(createSeededRandom(seed).whole(0, 200));

    await backend.server.kill();
    await pause(downMs);
    await backend.server.start();
    const acceptingAt = performance.now();
    const { head } = await readConversation(backend.server.url, first.person.token ?? '', conversationId);
    return await Promise.all(rig.tabs.map((tab) => tab.untilAt(conversationId, head).then(() => performance.now() - acceptingAt)));
  } finally {
    await rig.close();
    await backend.close();
  }
}

/** How long a client believes in a socket of which the last byte has just come, in ms. */
function timeToNotice(afterwards: 'nothing' | 'a sign of the page'): number {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://figures', environment: world.environment });
  client.open('figures');
  world.socket().welcome({ heartbeat_ms: 20_000 });
  if (afterwards === 'a sign of the page') world.page.signal('online');
  let ms = 0;
  for (; client.connection().status === 'live'; ms += 100) world.advance(100);
  return ms;
}

async function memoryOfSlowReader(): Promise<{ buffered: number; streamed: number; code: number }> {
  const scene = await openSlowReaderScene();
  const pieces = 2000;
  for (let n = 0; n < pieces; n += 1) await scene.write(8000);
  scene.slow.socket.resume();
  const code = await scene.slow.closed;
  await scene.close();
  return { buffered: scene.largestBuffer(), streamed: pieces * 8000, code };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function catchUps(downMs: number): Promise<string> {
  const times: number[] = [];
  for (let place = 0; place < kills; place += 1) times.push(...(await catchUpAfterKill(firstSeed + place, downMs)));
  const sorted = times.toSorted((a, b) => a - b);
  return `${seconds(sorted.at(-1) ?? NaN)} at worst, ${seconds(sorted[Math.floor(sorted.length / 2)] ?? NaN)} in the middle of ${sorted.length}`;
}

const slow = await memoryOfSlowReader();
const rows = [
  ['to show everything after `kill -9`, from when the server accepts again, having been down 1 s', await catchUps(0)],
  ['the same, having been down 5 s', await catchUps(4000)],
  ['to notice a half-open socket, with nothing to do', seconds(timeToNotice('nothing'))],
  ['to notice one when the page comes back, or goes online', seconds(timeToNotice('a sign of the page'))],
  [
    `the server's memory for a reader that takes nothing of ${Math.round(slow.streamed / 1e6)} MB`,
    `${Math.round(slow.buffered / 1024)} KiB, then closed with ${slow.code}`,
  ],
];

console.log(`Seeds ${firstSeed} to ${firstSeed + kills - 1}.\n`);
console.log('| what | how much |\n| --- | --- |');
for (const [what, howMuch] of rows) console.log(`| ${what} | ${howMuch} |`);
