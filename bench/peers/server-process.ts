import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with what it had stored. */
  start(): Promise<void>;
}

/** Starts `servers/NAME.ts`. */
export async function startServerProcess(name: string, ledger: string): Promise<ServerProcess> {
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const script = new URL(`servers/${name}.ts`, import.meta.url).pathname;
    const started = spawn(process.execPath, [script, String(port), ledger], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    endWithThisProcess(started);
    for await (const line of createInterface({ input: started.stdout })) if (line === 'listening') return;
    throw new Error(`${name} ended before it listened.`);
  }

  await start();
  return {
    port,
    start,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const children = new Set<ChildProcess>();

/** However this process ends, no server stays. */
function endWithThisProcess(child: ChildProcess): void {
  if (children.size === 0) {
    process.once('exit', () => children.forEach((other) => other.kill('SIGKILL')));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  }
  children.add(child);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a string only for pipes
  server.close();
  await once(server, 'close');
  return port;
}
