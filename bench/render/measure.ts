/** M1 to M7: what a streamed answer costs in a real browser. `npm run bench:render`; `BENCH_MARKS=M1,M3` measures some, `BENCH_ROUNDS` says how often. */
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../../tools/find-chromium.ts';
import { versionsOf } from '../here.ts';
import { keepResults, type Measurement } from '../measurement.ts';
import { buildPage } from './build-page.ts';
import { feedPage, type Fed, type Feed } from './feed-page.ts';
import { markdownAnswer, tokenLength } from './markdown-answer.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const wanted = process.env['BENCH_MARKS']?.split(',');

const peer = await buildPage('../peers/pages/streamdown.tsx');
const bare = await buildPage('./bare.ts');
const own = await buildPage('./ours.tsx');
/** It has time left where the first contender has none, so a ratio to it holds on slower machines too. */
const throttled = 'the same, throttled to 50 ms';
const contenders = [
  { name: 'useChat + Streamdown', url: peer.url },
  { name: throttled, url: `${peer.url}?throttle=50` },
  { name: 'the floor: letters in bare paragraphs', url: bare.url },
  { name: 'react-chat-socket', url: own.url },
];
const browser = await chromium.launch(chromiumLaunch);

/** What a mark is made of: answers that are there already, how many messages are before them, and what comes then. */
interface Scenario {
  readonly before: readonly number[];
  readonly earlier?: number;
  readonly feed: Feed;
}

type Runs = ReadonlyMap<string, readonly Fed[]>;

const tokens = (count: number) => markdownAnswer(count + 60_000).slice(60_000 * tokenLength);
const paced = (before: readonly number[], seconds: number, perSecond = 200): Scenario => ({
  before,
  feed: { text: tokens(seconds * perSecond), streams: before.length, piece: tokenLength, piecesPerSecond: perSecond },
});

async function run(url: string, { before, earlier = 0, feed }: Scenario): Promise<Fed> {
  const page = await browser.newPage();
  await page.goto(url);
  const thread = Array.from({ length: earlier }, () => markdownAnswer(50));
  await page.evaluate(([texts, earlier]) => window.contender.open(texts, earlier), [before.map(markdownAnswer), thread] as const);
  await settle(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const fed = await feedPage(page, session, feed);
  await page.close();
  return fed;
}

/** Waits until nothing more comes to what is there. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.body.textContent.length > 30, undefined, { timeout: 60_000 });
  await page.evaluate(async () => {
    let last = -1;
    for (let calm = 0; calm < 30;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const length = document.body.textContent.length;
      calm = length === last ? calm + 1 : 0;
      last = length;
    }
  });
}

async function interleaved(title: string, scenario: Scenario): Promise<Runs> {
  const runs = new Map<string, Fed[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url } of contenders) {
      const fed = await run(url, scenario);
      runs.get(name)?.push(fed);
      console.log(
        `${title}; ${name}, round ${round + 1}: ${JSON.stringify(fed, (_, value) => (typeof value === 'number' ? Number(value.toFixed(1)) : value))}`,
      );
    }
  }
  return runs;
}

/** Runs a scenario when its first mark is wanted; others take what it gave. */
function once(title: string, scenario: Scenario): () => Promise<Runs> {
  let runs: Promise<Runs> | undefined;
  return () => (runs ??= interleaved(title, scenario));
}

const valuesOf = (runs: Runs, value: (fed: Fed) => number): Measurement['contenders'] =>
  contenders.map(({ name }) => ({ name, values: (runs.get(name) ?? []).map(value) }));

/** By the round: how much of one there is in the other. */
const quotients = (runs: Runs, base: Runs, value: (fed: Fed) => number, as: (quotient: number) => number): Measurement['contenders'] =>
  contenders.map(({ name }) => {
    const below = (base.get(name) ?? []).map(value);
    return { name, values: (runs.get(name) ?? []).map((fed, round) => as(value(fed) / (below[round] ?? NaN))) };
  });

const longAnswer = once('50,000 tokens', paced([50_000], 4));
const shortAnswer = once('2,000 tokens', paced([2000], 4));
const fourAnswers = once('four answers', paced([10_000, 10_000, 10_000, 10_000], 4));
const burst = once('all at once', {
  before: [10],
  feed: { text: markdownAnswer(50_000), streams: 1, piece: 1 << 24, piecesPerSecond: 1000 },
});
const wholeAnswer = once('a whole answer', paced([10], 25, 2000));
const readAnswer = once('10,000 tokens', paced([10_000], 4));
const shortThread = once('after 10 messages', { ...paced([10], 4), earlier: 10 });
const longThread = once('after 1,000 messages', { ...paced([10], 4), earlier: 1000 });

const task = (fed: Fed) => fed.taskMs;
const scriptOfFrame = (fed: Fed) => fed.scriptMs / fed.frames;
const taskOfFrame = (fed: Fed) => fed.taskMs / fed.frames;
const longestTask = (runs: Runs): Omit<Measurement, 'mark'> => ({
  title: 'The longest task in it',
  unit: 'ms',
  goal: 'at most 50',
  isRatio: false,
  contenders: valuesOf(runs, (fed) => fed.longestTaskMs),
});

/** The marks, in the order in which they stand in the page. */
const marks: Readonly<Record<string, () => Promise<readonly Omit<Measurement, 'mark'>[]>>> = {
  M1: async () => [
    {
      title: 'Main-thread time in Chromium while 200 tokens a second come for 4 s into a Markdown answer of 50,000 tokens',
      unit: 'ms',
      goal: 'at most 0.12',
      isRatio: true,
      secondBase: throttled,
      contenders: valuesOf(await longAnswer(), task),
    },
  ],
  M2: async () => [
    {
      title: 'Main-thread time for a whole answer of 50,000 tokens at 2,000 a second',
      unit: 'ms',
      goal: 'at most 0.27',
      isRatio: true,
      secondBase: throttled,
      contenders: valuesOf(await wholeAnswer(), task),
    },
  ],
  M3: async () => [
    {
      title: 'How script time a frame grows with the length of the answer, from 2,000 to 50,000 tokens, as an exponent',
      unit: 'exponent',
      goal: 'at most 0.05',
      isRatio: false,
      contenders: quotients(await longAnswer(), await shortAnswer(), scriptOfFrame, (growth) => Math.log(growth) / Math.log(25)),
    },
  ],
  M4: async () => [
    {
      title: 'Dropped frames while four answers of 10,000 tokens get 200 tokens a second each, for 4 s',
      unit: 'frames',
      goal: 'none',
      isRatio: false,
      contenders: valuesOf(await fourAnswers(), (fed) => fed.droppedFrames),
    },
    longestTask(await fourAnswers()),
  ],
  M5: async () => [
    {
      title: 'Main-thread time for 50,000 tokens that come at once, as after a time without a connection',
      unit: 'ms',
      goal: 'at most 0.29',
      isRatio: true,
      contenders: valuesOf(await burst(), task),
    },
    longestTask(await burst()),
  ],
  M6: async () => [
    {
      title: 'From an event of the wire to the frame that shows it, at the 99th percentile, in an answer of 8,000 words',
      unit: 'ms',
      goal: 'at most 18',
      isRatio: false,
      contenders: valuesOf(await readAnswer(), (fed) => fed.paintMs),
    },
  ],
  M7: async () => [
    {
      title: 'What a frame costs behind 1,000 messages, all of them on the page, over one behind 10',
      unit: 'times',
      goal: 'at most 1.1',
      isRatio: false,
      contenders: quotients(await longThread(), await shortThread(), taskOfFrame, (growth) => growth),
    },
  ],
};

const measurements: Measurement[] = [];
for (const [mark, measure] of Object.entries(marks)) {
  if (wanted && !wanted.includes(mark)) continue;
  for (const measured of await measure()) measurements.push({ mark, ...measured });
}
const versions = [`Chromium ${browser.version()}`, ...versionsOf(['@ai-sdk/react', 'streamdown', 'react'])];
await browser.close();
for (const page of [peer, bare, own]) page.close();
await keepResults('render', measurements, versions);
process.exit(0);
