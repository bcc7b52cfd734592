/** From nothing to a chat: the server, its first answer, and the page. Needs `npm run build`. `npm run bench:start` */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { WebSocket } from 'ws';
import { chromiumLaunch } from '../../tools/find-chromium.ts';
import { keepResults, type Measurement } from '../measurement.ts';

const rounds = 5;
const listening: number[] = [];
const firstAnswer: number[] = [];
const interactive: number[] = [];

const browser = await chromium.launch(chromiumLaunch);
for (let round = 0; round < rounds; round += 1) await measureOnce();
const versions = [`Chromium ${browser.version()}`];
await browser.close();

const measurement: Measurement = {
  mark: 'start',
  title: 'From a cold start to a chat, the scripted model behind it',
  unit: 'ms',
  goal: 'as little as may be',
  isRatio: false,
  contenders: [
    { name: '`serve` listens', values: listening },
    { name: 'the first word of an answer has come, from `serve` on', values: firstAnswer },
    { name: 'the page’s composer takes a letter, from the request for the page on', values: interactive },
  ],
};
await keepResults('start', [measurement], versions);

async function measureOnce(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'react-chat-socket-'));
  const start = performance.now();
  const server = spawn(process.execPath, ['dist/server/cli.js', 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(server, 'exit');
  const url = await urlOf(server.stdout);
  listening.push(performance.now() - start);
  await firstUpdate(url);
  firstAnswer.push(performance.now() - start);
  interactive.push(await pageLoad(url));
  server.kill('SIGTERM');
  await gone;
  await rm(data, { recursive: true, force: true });
}

async function urlOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The server ended before it listened.');
}

async function firstUpdate(url: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['chat.v1']);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'Message', id: crypto.randomUUID(), content: 'Hello' }));
  await new Promise<void>((resolve) => socket.on('message', (data) => String(data).includes('"Update"') && resolve()));
  socket.terminate();
}

async function pageLoad(url: string): Promise<number> {
  const page = await browser.newPage();
  const start = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially('a');
  const took = performance.now() - start;
  await page.close();
  return took;
}
