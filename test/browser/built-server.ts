import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `npm run serve` in a process of its own, with its data in a folder of its own. */
export interface BuiltServer {
  readonly url: string;
  /** Where its sockets are opened. */
  readonly socketUrl: string;
  /** Ends the process with that signal. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again, on the same port and the same data. */
  start(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export async function startBuiltServer(env: Record<string, string> = {}): Promise<BuiltServer> {
  const data = await mkdtemp(join(tmpdir(), 'chat-'));
  let { child, url } = await serve('0', data, env);
  const { port, host } = new URL(url);

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(child, 'exit');
    if (child.kill(signal)) await ended;
  }

  return {
    url,
    socketUrl: `ws://${host}/ws`,
    end,
    async start() {
      ({ child, url } = await serve(port, data, env));
    },
    async stop() {
      await end('SIGTERM');
      await rm(data, { recursive: true });
    },
  };
}

async function serve(port: string, data: string, env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['dist/server/cli.js', 'serve', '--port', port, '--data', data], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (http:\S+)$/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error('The server ended before it said "listening on …". Was it built? npm run build');
}
