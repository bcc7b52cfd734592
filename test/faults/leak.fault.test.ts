import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { temporaryFolder } from '../support/server-fixture.ts';

const script = fileURLToPath(new URL('measured-server.ts', import.meta.url));

/** How many connect at once. */
const crowd = 50;

function startMeasured() {
  const child = fork(script, [temporaryFolder()], { execArgv: ['--expose-gc'], env: {} });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function told(child: ChildProcess) {
  const [said] = await once(child, 'message');
  return said;
}

async function measure(child: ChildProcess): Promise<{ heapUsed: number; metrics: string }> {
  const answer = told(child);
  child.send('measure');
  return answer;
}

/** Comes without a name, asks, reads the answer to its end, and goes. */
function visit(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'Message', id: crypto.randomUUID(), content: 'Is this so?' })));
    socket.on('message', (data) => {
      if (String(data).startsWith('{"type":"Complete"')) socket.close();
      if (String(data).startsWith('{"type":"Error"')) reject(new Error(String(data)));
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

async function visits(url: string, count: number): Promise<void> {
  let left = count;
  const come = async () => {
    while (left > 0) {
      left -= 1;
      await visit(url);
    }
  };
  await Promise.all(Array.from({ length: crowd }, come));
}

it('10,000 who come, ask and go leave no memory behind, and a stop leaves no handle', { timeout: 300_000 }, async () => {
  const child = startMeasured();
  const { url } = await told(child);
  await visits(url, 3000);
  const before = await measure(child);
  await visits(url, 7000);
  const after = await measure(child);

  expect(after.metrics).toContain('\nchat_answers_total{status="complete"} 10000\n');
  expect(after.metrics).toContain('\nchat_sockets 0\n');
  expect((after.heapUsed - before.heapUsed) / 7000, 'bytes of heap a visitor').toBeLessThan(200);

  const exited = once(child, 'exit');
  child.send('close');
  expect(await exited).toEqual([0, null]);
});
