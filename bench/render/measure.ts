/** M1 to M6: what a streamed answer costs in a real browser. `npm run bench:render` */
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../../tools/find-chromium.ts';
import { keepResults, median, type Measurement } from '../measurement.ts';
import { buildPage } from './build-page.ts';
import { feedPage, type Fed, type Feed } from './feed-page.ts';
import { markdownAnswer, tokenLength } from './markdown-answer.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const only = process.env['BENCH_MARKS']?.split(',');

const peer = await buildPage('../peers/pages/streamdown.tsx');
const own = await buildPage('./ours.tsx');
const contenders = [
  { name: 'useChat + Streamdown', url: peer.url },
  { name: 'the same, throttled to 50 ms', url: `${peer.url}?throttle=50` },
  { name: 'react-chat-socket', url: own.url },
];
const browser = await chromium.launch(chromiumLaunch);

/** What a mark is made of: answers that are there already, and what comes then. */
interface Scenario {
  readonly before: readonly number[];
  readonly feed: Feed;
}

const tokens = (count: number) => markdownAnswer(count + 60_000).slice(60_000 * tokenLength);
const paced = (before: readonly number[], seconds: number, perSecond = 200): Scenario => ({
  before,
  feed: { text: tokens(seconds * perSecond), streams: before.length, piece: tokenLength, piecesPerSecond: perSecond },
});
const burst: Scenario = { before: [10], feed: { text: markdownAnswer(50_000), streams: 1, piece: 1 << 24, piecesPerSecond: 1000 } };

async function run(url: string, { before, feed }: Scenario): Promise<Fed> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate((texts) => window.contender.open(texts), before.map(markdownAnswer));
  await settle(page, Math.min(...before) * tokenLength * before.length);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const fed = await feedPage(page, session, feed);
  await page.close();
  return fed;
}

/** Waits until the text is there, and nothing more comes. */
async function settle(page: Page, letters: number): Promise<void> {
  await page.waitForFunction((least) => document.body.textContent.length > least * 0.5, letters, { timeout: 60_000 });
  await page.evaluate(async () => {
    let last = -1;
    for (let calm = 0; calm < 20;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const length = document.body.textContent.length;
      calm = length === last ? calm + 1 : 0;
      last = length;
    }
  });
}

async function interleaved(scenario: Scenario): Promise<ReadonlyMap<string, Fed[]>> {
  const all = new Map<string, Fed[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url } of contenders) {
      const fed = await run(url, scenario);
      all.get(name)?.push(fed);
      console.log(
        `${name}, round ${round + 1}: ${JSON.stringify(fed, (_, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}`,
      );
    }
  }
  return all;
}

const valuesOf = (all: ReadonlyMap<string, Fed[]>, value: (fed: Fed) => number): Measurement['contenders'] =>
  contenders.map(({ name }) => ({ name, values: (all.get(name) ?? []).map(value) }));

const measurements: Measurement[] = [];
const isWanted = (mark: string) => only === undefined || only.includes(mark);

if (isWanted('M1')) {
  const all = await interleaved(paced([50_000], 4));
  const title = 'Main-thread time in Chromium while 200 tokens a second come for 4 s into a Markdown answer of 50,000 tokens';
  measurements.push({ mark: 'M1', title, unit: 'ms', goal: 'at most 0.12', isRatio: true, contenders: valuesOf(all, (fed) => fed.taskMs) });
}
if (isWanted('M3')) {
  const short = await interleaved(paced([2000], 4));
  const long = await interleaved(paced([50_000], 4));
  const perFrame = (fed: Fed) => fed.scriptMs / fed.frames;
  const exponents = contenders.map(({ name }) => {
    const growth = median((long.get(name) ?? []).map(perFrame)) / median((short.get(name) ?? []).map(perFrame));
    return { name, values: [Math.log(growth) / Math.log(25)] };
  });
  const title = 'How script time a frame grows with the length of the answer, from 2,000 to 50,000 tokens, as an exponent';
  measurements.push({ mark: 'M3', title, unit: 'exponent', goal: 'at most 0.05', isRatio: false, contenders: exponents });
}
if (isWanted('M4')) {
  const all = await interleaved(paced([10_000, 10_000, 10_000, 10_000], 4));
  const title = 'Dropped frames while four answers of 10,000 tokens get 200 tokens a second each, for 4 s';
  measurements.push(
    { mark: 'M4', title, unit: 'frames', goal: 'none', isRatio: false, contenders: valuesOf(all, (fed) => fed.droppedFrames) },
    {
      mark: 'M4',
      title: 'The longest task in it',
      unit: 'ms',
      goal: 'at most 50',
      isRatio: false,
      contenders: valuesOf(all, (fed) => fed.longestTaskMs),
    },
  );
}
if (isWanted('M5')) {
  const all = await interleaved(burst);
  const title = 'Main-thread time for 50,000 tokens that come at once, as after a time without a connection';
  measurements.push(
    { mark: 'M5', title, unit: 'ms', goal: 'at most 0.29', isRatio: true, contenders: valuesOf(all, (fed) => fed.taskMs) },
    {
      mark: 'M5',
      title: 'The longest task in it',
      unit: 'ms',
      goal: 'at most 50',
      isRatio: false,
      contenders: valuesOf(all, (fed) => fed.longestTaskMs),
    },
  );
}
if (isWanted('M6')) {
  const all = await interleaved(paced([10_000], 4));
  const title = 'From an event of the wire to the frame that shows it, at the 99th percentile, in an answer of 8,000 words';
  measurements.push({ mark: 'M6', title, unit: 'ms', goal: 'at most 18', isRatio: false, contenders: valuesOf(all, (fed) => fed.paintMs) });
}
if (isWanted('M2')) {
  const all = await interleaved(paced([10], 25, 2000));
  const title = 'Main-thread time for a whole answer of 50,000 tokens at 2,000 a second';
  measurements.push({ mark: 'M2', title, unit: 'ms', goal: 'at most 0.27', isRatio: true, contenders: valuesOf(all, (fed) => fed.taskMs) });
}

await browser.close();
peer.close();
own.close();
await keepResults(
  'render',
  measurements.toSorted((a, b) => a.mark.localeCompare(b.mark)),
);
process.exit(0);
