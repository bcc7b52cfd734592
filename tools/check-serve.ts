import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts what was built as a user does, asks for its page, and ends it as a service manager does. */
const data = await mkdtemp(join(tmpdir(), 'react-chat-socket-'));
const server = spawn('npm', ['run', '--silent', 'serve', '--', '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const exited = once(server, 'exit');
const tooLong = AbortSignal.timeout(30_000);
tooLong.addEventListener('abort', killAll);

try {
  const url = await listeningOn();
  const page = await fetch(url, { signal: tooLong });
  const html = await page.text();
  if (!page.ok || !html.includes('<script')) throw new Error(`${url} answered ${page.status} and no page`);
  server.kill('SIGTERM');
  const [code, signal] = await exited;
  if (code !== 0) throw new Error(`SIGTERM: expected exit code 0, got ${code ?? signal}`);
  console.log(`${url} came, showed its page, and went.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  killAll();
  await rm(data, { recursive: true, force: true });
}

async function listeningOn(): Promise<string> {
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('It ended without a line "listening on http://…"');
}

/** npm, its shell and the server: nothing that a test started stays. */
function killAll(): void {
  try {
    if (server.pid) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // All have gone already.
  }
}
