import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { inTime } from './in-time.ts';

/** The server in a process of its own, run from its source, with its data in a folder of its own and always on the same port. */
export interface ServerProcess {
  readonly port: number;
  /** The address without a fault in between. */
  readonly url: string;
  /** What it has written to its log. */
  log(): string;
  /** Ends it at once, by SIGKILL. */
  kill(): Promise<void>;
  /** Asks it to end, by SIGTERM; resolves with its exit code. */
  end(): Promise<number | null>;
  /** Starts it again; resolves once it accepts. */
  start(): Promise<void>;
  /** Stands still, as a machine that swaps, until it is continued. */
  freeze(): void;
  thaw(): void;
  /** Throws away everything that it kept. It must not be running. */
  forget(): void;
  /** Throws away all conversations, and still knows everybody. It must not be running. */
  forgetConversations(): void;
  /** Memory that it has, in bytes. Linux tells. */
  residentBytes(): number;
  close(): Promise<void>;
}

const cli = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url));

/** Starts a server whose settings are those environment variables. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const data = await mkdtemp(join(tmpdir(), 'react-chat-socket-'));
  let log = '';
  let url = '';
  let child = await start('0');
  const port = Number(new URL(url).port);

  async function start(at: string): Promise<ChildProcess> {
    const started = spawn(process.execPath, [cli, 'serve', '--port', at, '--data', data], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    url = await inTime(() => `the start of the server. ${log}`, addressOf(started.stdout));
    return started;
  }

  async function addressOf(output: Readable): Promise<string> {
    for await (const line of createInterface({ input: output })) {
      const address = /^listening on (http:\S+)$/.exec(line)?.[1];
      if (address !== undefined) return address;
    }
    throw new Error(`The server ended before it listened. ${log}`);
  }

  async function endBy(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await inTime(() => `the end of the server by ${signal}. ${log}`, exited);
    return child.exitCode;
  }

  return {
    port,
    url,
    log: () => log,
    kill: async () => void (await endBy('SIGKILL')),
    end: () => endBy('SIGTERM'),
    async start() {
      child = await start(String(port));
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    forget: () => rmSync(data, { recursive: true }),
    forgetConversations() {
      const database = new Database(join(data, 'chat.sqlite'));
      for (const table of ['journal', 'messages', 'conversations']) database.exec(`delete from ${table}`);
      database.close();
    },
    residentBytes() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    },
    async close() {
      await endBy('SIGKILL');
      await rm(data, { recursive: true, force: true });
    },
  };
}
