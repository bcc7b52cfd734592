import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs a command with TEST_DATABASE_URL: as it is given, or of a PostgreSQL that is gone afterwards.
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('node tools/with-postgres.ts: expected a command.');

const given = process.env['TEST_DATABASE_URL'];
const cluster = given ? undefined : await startCluster();
try {
  const env = { ...process.env, TEST_DATABASE_URL: given || cluster?.url };
  process.exitCode = spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1;
} finally {
  await cluster?.stop();
}

async function startCluster() {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
  if (bin === undefined) {
    console.error(
      'PostgreSQL is not installed. Install it (apt-get install postgresql), or set TEST_DATABASE_URL to a database for tests.',
    );
    process.exit(1);
  }
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const user = userToRunAs();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const auth = ['--username=chat', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  execFileSync(join(bin, 'initdb'), [`--pgdata=${data}`, ...auth, '--encoding=UTF8', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder, fsync: 'off', max_connections: 200 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const postgres = spawn(join(bin, 'postgres'), ['-D', data, ...flags], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await untilReady(postgres);
  return {
    url: `postgres://chat:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      const exited = once(postgres, 'exit');
      // Open connections are ended, and nothing is waited for.
      postgres.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function userToRunAs(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

function untilReady(postgres: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    postgres.stderr?.on('data', (data) => {
      said = (said + String(data)).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    postgres.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}
