import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import sirv from 'sirv';
import { chromiumLaunch } from './find-chromium.ts';

/** The pictures of the README, each of a story of the built Storybook, once its play function is through. */
const pictures = [
  { name: 'light', story: 'chatwindow-a-conversation--on-a-page', width: 1200, height: 760, scale: 1 },
  { name: 'dark', story: 'chatwindow-a-conversation--on-a-dark-page', width: 1200, height: 760, scale: 1 },
  { name: 'phone', story: 'chatwindow-in-all-states--thinking', width: 390, height: 700, scale: 2 },
];

/** So that a README stays quick to load. */
const maxBytes = 150_000;

const folder = 'docs/images';
const files = sirv('dist-storybook');
const server = createServer((request, response) => files(request, response)).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as AddressInfo; // it listens on TCP
const browser = await chromium.launch(chromiumLaunch);

await mkdir(folder, { recursive: true });
for (const { name, story, width, height, scale } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, reducedMotion: 'reduce' });
  await page.goto(`http://127.0.0.1:${port}/iframe.html?id=${story}&viewMode=story`);
  await page.locator('body.sb-show-main').waitFor();
  await page.waitForFunction(isPlayed, story);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (picture.length > maxBytes)
    throw new Error(`${name}.png has ${picture.length} bytes, and may have ${maxBytes}. Show less, or make it smaller.`);
  await writeFile(`${folder}/${name}.png`, picture);
  console.log(`${folder}/${name}.png: ${Math.ceil(picture.length / 1000)} kB`);
  await page.close();
}
await browser.close();
server.close();

/** Whether the play function of a story is through. Runs in the page. */
function isPlayed(story: string): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- the name that Storybook gave it
  const { storyRenders = [] } = (window as unknown as StoryWindow).__STORYBOOK_PREVIEW__ ?? {};
  return storyRenders.some(({ id, phase }) => id === story && (phase === 'completed' || phase === 'finished'));
}

/** What Storybook tells of the story that is shown. */
interface StoryWindow {
  readonly __STORYBOOK_PREVIEW__?: { readonly storyRenders: readonly { readonly id: string; readonly phase?: string }[] };
}
