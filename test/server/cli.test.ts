import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';

const cli = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url));

interface Started {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the address once the process says that it listens. */
  readonly url: Promise<string>;
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs the command line with no environment variable but those given. */
function start(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [cli, ...args], { env, cwd: temporaryFolder(), stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += String(data)));
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += String(data);
      const said = /^listening on (\S+)\n/.exec(stdout)?.[1];
      if (said !== undefined) resolve(said);
    });
    void exit.then(() => reject(new Error(`It ended: ${stderr}`)));
  });
  url.catch(() => undefined);
  return { stdout: () => stdout, stderr: () => stderr, url, exit, kill: (signal) => void child.kill(signal) };
}

describe('serve', { timeout: 30_000 }, () => {
  it('D28: starts without any environment variable, says where it listens, and answers', async () => {
    const server = start(['serve', '--port', '0']);
    const url = await server.url;
    const client = await connected(url);
    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'Hello' });
    await client.next('Update');

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.stdout()).toBe(`listening on ${url}\n`);
  });

  it('ends at once when it is interrupted again while an answer goes on', async () => {
    const server = start(['serve', '--port', '0'], { DRAIN_MS: '600000' });
    const client = await connected(await server.url);
    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'write a long answer' });
    await client.next('Update');

    server.kill('SIGINT');
    await client.next('Draining');
    server.kill('SIGINT');

    expect((await server.exit).code).toBe(130);
  });

  it('ends with 0 on SIGTERM, and closes its sockets with 1012', async () => {
    const server = start(['serve', '--port', '0']);
    const client = await connected(await server.url);

    server.kill('SIGTERM');

    expect(await client.closed).toBe(1012);
    expect(await server.exit).toEqual({ code: 0, signal: null });
  });

  it('takes the folder of a process that was killed', async () => {
    const data = temporaryFolder();
    const first = start(['serve', '--port', '0', '--data', data]);
    await first.url;
    first.kill('SIGKILL');
    await first.exit;

    const second = start(['serve', '--port', '0', '--data', data]);

    await expect(second.url).resolves.toContain('http');
  });
});

describe('dev', { timeout: 30_000 }, () => {
  it('shows the page and has the sockets on one port', async () => {
    const server = start(['dev', '--port', '0'], { NODE_ENV: 'development' });
    const url = await server.url;

    const page = await fetch(url, { headers: { accept: 'text/html' } });
    await connected(url);
    server.kill('SIGINT');

    expect(await page.text()).toContain('/@vite/client');
    expect((await server.exit).code).toBe(0);
  });
});

describe('a start that was asked for wrongly is one line, and exit code 2:', { timeout: 30_000 }, () => {
  it('a flag that is none', async () => {
    const server = start(['serve', '--prot', '1']);

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toBe('--prot: expected one of --port, --host, --data, --help.\n');
    expect(server.stdout()).toBe('');
  });

  it("a model's variable", async () => {
    const server = start(['serve'], { GROQ_BASE_URL: 'nowhere' });

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toMatch(/^GROQ_BASE_URL: expected .*\n$/);
  });

  it('a port that is taken', async () => {
    const { port } = await startServer();
    const server = start(['serve', '--port', String(port)]);

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toContain(`Cannot listen on port ${port} of 127.0.0.1: it is taken. Choose another port with --port.\n`);
  });

  it('an address that this machine does not have', async () => {
    const server = start(['serve', '--host', '192.0.2.1', '--port', '0']);

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toContain(
      'Cannot listen on port 0 of 192.0.2.1: this machine has no such address. Choose another with --host.\n',
    );
  });

  it('a database whose driver is not installed', async () => {
    const hook = join(temporaryFolder(), 'without-pg.mjs');
    const missing = `Object.assign(new Error("Cannot find package 'pg' imported from here"), { code: 'ERR_MODULE_NOT_FOUND' })`;
    const resolve = `resolve(name, context, next) { if (name === 'pg') throw ${missing}; return next(name, context); }`;
    writeFileSync(hook, `import { registerHooks } from 'node:module';\nregisterHooks({ ${resolve} });\n`);
    const server = start(['serve', '--port', '0'], { DATABASE_URL: 'postgres://127.0.0.1:1/chat', NODE_OPTIONS: `--import ${hook}` });

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toContain('This needs the package pg: npm install pg\n');
  });

  it('a folder that another process has', async () => {
    const data = temporaryFolder();
    await startServer({ data, databaseUrl: undefined });
    const server = start(['serve', '--port', '0', '--data', data]);

    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.stderr()).toContain(`The data folder ${data} is in use by process ${process.pid}.`);
  });
});
