/** The pictures of the README, each of a story of the built Storybook, once its play function is through. `npm run screenshots` */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import sirv from 'sirv';
import { chromiumLaunch } from './find-chromium.ts';

interface Device {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor: number;
  readonly isMobile?: boolean;
  readonly hasTouch?: boolean;
}

interface Picture {
  readonly name: string;
  readonly story: string;
  readonly device: Device;
}

const page = { viewport: { width: 1200, height: 794 }, deviceScaleFactor: 2 };
const part = { viewport: { width: 840, height: 896 }, deviceScaleFactor: 2 };
const phone = { viewport: { width: 390, height: 664 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

const pictures: readonly Picture[] = [
  { name: 'light', story: 'chatwindow-a-conversation--on-a-page', device: page },
  { name: 'dark', story: 'chatwindow-a-conversation--on-a-dark-page', device: page },
  { name: 'at-work', story: 'chatwindow-a-conversation--at-work', device: part },
  { name: 'phone', story: 'chatwindow-a-conversation--on-the-go', device: phone },
  { name: 'phone-dark', story: 'chatwindow-in-all-states--dark-thinking', device: phone },
];

/** So that a README stays quick to load. */
const maxBytes = 150_000;

/** A machine of its own look: without these the pictures have whatever font a bare Linux falls back to. */
const typefaces = `
  <link rel="stylesheet" href="/fonts/inter/opsz.css">
  <link rel="stylesheet" href="/fonts/jetbrains-mono/index.css">
  <style>:root { --chat-font: 'Inter Variable'; --chat-font-mono: 'JetBrains Mono Variable' }</style>`;

const folder = 'docs/images';
const frame = (await readFile('dist-storybook/iframe.html', 'utf8')).replace('</head>', `${typefaces}</head>`);
const files = sirv('dist-storybook');
const fonts = sirv('node_modules/@fontsource-variable');
const server = createServer((request, response) => {
  if (request.url?.startsWith('/iframe.html')) return void response.setHeader('content-type', 'text/html').end(frame);
  if (!request.url?.startsWith('/fonts/')) return files(request, response);
  request.url = request.url.slice('/fonts'.length);
  return fonts(request, response);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as AddressInfo; // it listens on TCP
const browser = await chromium.launch(chromiumLaunch);

await mkdir(folder, { recursive: true });
for (const { name, story, device } of pictures) {
  const context = await browser.newContext({ ...device, reducedMotion: 'reduce' });
  const shown = await context.newPage();
  await shown.goto(`http://127.0.0.1:${port}/iframe.html?id=${story}&viewMode=story`);
  await shown.locator('body.sb-show-main').waitFor();
  await shown.waitForFunction(isPlayed, story);
  await shown.evaluate(() => document.fonts.ready);
  await shown.addStyleTag({ content: '* { caret-color: transparent !important; animation: none !important }' });
  const chromiumPage = await context.newCDPSession(shown);
  const { width, height } = device.viewport;
  const clip = { x: 0, y: 0, width, height, scale: device.deviceScaleFactor };
  const { data } = await chromiumPage.send('Page.captureScreenshot', { format: 'webp', quality: 90, clip });
  const picture = Buffer.from(data, 'base64');
  if (picture.length > maxBytes)
    throw new Error(`${name}.webp has ${picture.length} bytes, and may have ${maxBytes}. Show less, or make it smaller.`);
  await writeFile(`${folder}/${name}.webp`, picture);
  console.log(`${folder}/${name}.webp: ${Math.ceil(picture.length / 1000)} kB`);
  await context.close();
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
