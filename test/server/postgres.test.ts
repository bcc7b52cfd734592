import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemEnvironment, type Stop } from '../../src/server/environment.ts';
import { openDatabase } from '../../src/server/database/open-database.ts';
import { StartError } from '../../src/server/index.ts';
import { openStorage } from '../../src/server/open-storage.ts';
import { connected } from '../support/raw-client.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { execute, testDatabase, testDatabaseUrl } from '../support/test-database.ts';
import { answerWith, ask, openChat, tokenOf } from './chat-fixture.ts';
import { startConversation } from './log/log-fixture.ts';

const isHere = testDatabaseUrl !== undefined;
const here = isHere ? ['PostgreSQL'] : [];

describe.each(isHere ? [] : ['PostgreSQL'])('%s', () => {
  it('is not tested without TEST_DATABASE_URL: npm run test:postgres brings one', () => {
    expect(testDatabaseUrl).toBeUndefined();
  });
});

/** The address of an empty database. */
async function freshUrl(): Promise<string> {
  const { databaseUrl } = await testDatabase(temporaryFolder());
  if (databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is not set.');
  return databaseUrl;
}

/** The same database, on the way through a proxy. */
async function throughProxy(url: string) {
  const address = new URL(url);
  const proxy = await startTcpProxy(Number(address.port) || 5432, address.hostname);
  address.host = `127.0.0.1:${proxy.port}`;
  return { proxy, url: address.href };
}

/** A process that takes the lease. Its timers run when the test lets them. */
async function createHolder(url: string) {
  const beats = new Set<() => void>();
  const looks: (() => void)[] = [];
  const waits: (() => void)[] = [];
  const environment = {
    ...systemEnvironment,
    after(_delayMs: number, callback: () => void): Stop {
      looks.push(callback);
      for (const wake of waits.splice(0)) wake();
      return () => undefined;
    },
    every(_intervalMs: number, callback: () => void): Stop {
      beats.add(callback);
      return () => beats.delete(callback);
    },
  };
  const { database, createLease, close } = await openDatabase({ databaseUrl: url, data: '' });
  onTestFinished(close);
  let onLost = () => {};
  const lost = new Promise<void>((resolve) => (onLost = resolve));
  const lease = createLease?.(environment, () => onLost());
  if (!lease) throw new Error('PostgreSQL has a lease.');
  return {
    lease,
    lost,
    async read(): Promise<{ holder: string; expires_at: number }> {
      const row = await database.selectFrom('settings').select('value').where('key', '=', 'log_lease').executeTakeFirstOrThrow();
      return JSON.parse(row.value);
    },
    isBeating: () => beats.size > 0,
    beat: () => beats.forEach((callback) => callback()),
    /** Resolves when it waits for the lease of another. */
    waits: () => new Promise<void>((resolve) => (looks.length > 0 ? resolve() : waits.push(resolve))),
    look: () => looks.shift()?.(),
  };
}

const renewals = `(select (value::json->>'expires_at')::bigint from settings where key = 'log_lease')`;

describe.each(here)('a %s database', { timeout: 20_000 }, () => {
  it('that cannot be reached is refused in one line, without its password', async () => {
    const opening = openDatabase({ databaseUrl: 'postgres://user:hush@127.0.0.1:1/chat', data: '' });

    await expect(opening).rejects.toThrow(StartError);
    await expect(opening).rejects.toThrow(/^The database is away: .*127\.0\.0\.1:1\. .*DATABASE_URL\.$/);
    await expect(opening).rejects.not.toThrow(/hush/);
  });

  it('of a newer version is refused in one line', async () => {
    const url = await freshUrl();
    const { close } = await openDatabase({ databaseUrl: url, data: '' });
    await close();
    await execute(url, `insert into kysely_migration values ('9999-later', '2030-01-01')`);

    await expect(openDatabase({ databaseUrl: url, data: '' })).rejects.toThrow(
      /^The database was written by a newer version \(9999-later\)/,
    );
  });

  it('is brought up to date once when two processes start at once', async () => {
    const databaseUrl = await freshUrl();
    const opened = await Promise.all([openDatabase({ databaseUrl, data: '' }), openDatabase({ databaseUrl, data: '' })]);

    const [first] = opened;
    expect(await first.database.selectFrom('messages').selectAll().execute()).toEqual([]);
    await Promise.all(opened.map(({ close }) => close()));
  });
});

describe.each(here)('who has to wait on %s', { timeout: 30_000 }, () => {
  /** Keeps a lock until it is let go, and says how many wait for it. */
  async function createLock(lock: string) {
    const client = new pg.Client({ connectionString: testDatabaseUrl });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`select pg_advisory_lock(${lock})`);
    const waiting = `select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted and ((classid::bigint << 32) | objid::bigint) = ${lock}`;
    return {
      async untilWaiting(count: number) {
        while ((await client.query<{ count: number }>(waiting)).rows[0]?.count !== count) await client.query('select pg_sleep(0.05)');
      },
      pass: (seconds: number) => client.query(`select pg_sleep(${seconds})`),
      release: () => client.query(`select pg_advisory_unlock(${lock})`),
    };
  }

  it('for another process that changes the tables is not given up, though a query may not take so long', async () => {
    const lockOfMigrations = '3853314791062309107';
    const lock = await createLock(lockOfMigrations);
    const opening = openDatabase({ databaseUrl: `${await freshUrl()}&query_timeout=200`, data: '' });
    await lock.untilWaiting(1);
    await lock.pass(0.5);
    await lock.release();
    const { database, close } = await opening;
    expect(await database.selectFrom('messages').selectAll().execute()).toEqual([]);
    await close();
  });

  it('for others that read keeps neither the log from being written nor the lease from being renewed', async () => {
    const lock = await createLock('17');
    const databaseUrl = `${await freshUrl()}&connectionTimeoutMillis=2000`;
    const storage = await openStorage(
      { databaseUrl, data: '', sessionSecret: 'secret', eventsKeptMs: 60_000 },
      systemEnvironment,
      () => undefined,
    );
    const reads = Array.from({ length: 10 }, () =>
      sql`select pg_advisory_lock_shared(17), pg_advisory_unlock_shared(17)`.execute(storage.database),
    );
    await lock.untilWaiting(10);
    await startConversation(storage.log);
    expect(await storage.log.hold('c')).toBeDefined();
    await lock.release();
    await Promise.all(reads);
    await storage.close();
  });
});

describe.each(here)('the lease of %s', { timeout: 20_000 }, () => {
  it('of a process that lives refuses another, in one line that names it', async () => {
    const url = await freshUrl();
    const [first, second] = [await createHolder(url), await createHolder(url)];
    await first.lease.take('first');
    const taking = second.lease.take('second');
    taking.catch(() => undefined);
    await second.waits();

    const { expires_at } = await first.read();
    first.beat();
    await execute(url, `do $$ begin while ${renewals} = ${expires_at} loop perform pg_sleep(0.01); end loop; end $$`);
    second.look();

    await expect(taking).rejects.toThrow(new RegExp(`^The database is in use by process ${process.pid} of .*DATABASE_URL\\.$`));
  });

  it('of a process that was killed is waited for', async () => {
    const url = await freshUrl();
    const [first, second] = [await createHolder(url), await createHolder(url)];
    await first.lease.take('first');
    const taking = second.lease.take('second');
    await second.waits();
    const { holder } = await first.read();

    // Ten seconds later the row says the same, and the time has passed.
    await execute(url, `update settings set value = (value::jsonb || '{"expires_at": 1}')::text where key = 'log_lease'`);
    second.look();
    await taking;
    expect(second.isBeating()).toBe(true);
    expect(holder).toContain(`process ${process.pid}`);

    first.beat();
    await first.lost;
    expect(first.isBeating()).toBe(false);
  });

  it('is given back at a clean stop', async () => {
    const url = await freshUrl();
    const [first, second] = [await createHolder(url), await createHolder(url)];
    await first.lease.take('first');
    await first.lease.release();

    await second.lease.take('second');
    expect(second.isBeating()).toBe(true);
  });

  it('keeps a second server from starting', async () => {
    const data = temporaryFolder();
    await startServer({ data });
    const second = startServer({ data });

    await expect(second).rejects.toThrow(/in use by process/);
  });
});

describe.each(here)('a connection to %s that breaks', { timeout: 30_000 }, () => {
  it('in mid-answer loses nothing: what was written is stored when it is back', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    const { client, model } = await openChat({ databaseUrl: url, flushIntervalMs: 0 });
    const { conversation_id, log_id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('before, ');
    await client.next('Update');

    proxy.cut();
    answer.write('meanwhile, ');
    await model.settled();
    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'And now?' });
    expect(await client.next('Error')).toMatchObject({ code: 'unavailable', retryable: true });
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 3, log_id });
    expect(await client.next('Subscribed')).toMatchObject({ last_sync_id: 3 });

    proxy.mend();
    expect(await client.next('Update')).toMatchObject({ sync_id: 4, delta: { content: 'meanwhile, ' } });
    await answerWith(answer, client, 'after');
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await client.next('Subscribed');
    expect(messages?.[1]).toMatchObject({ status: 'complete', parts: [{ type: 'text', text: 'before, meanwhile, after' }] });
  });

  it('makes the server not ready until it is back', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    let later = 0;
    const environment = { ...systemEnvironment, now: () => Date.now() + later };
    const { isReady } = await openChat({ databaseUrl: url, environment });
    expect(await isReady()).toBe(true);

    proxy.cut();
    later += 1000;
    expect(await isReady()).toBe(false);

    proxy.mend();
    later += 1000;
    expect(await isReady()).toBe(true);
  });

  it('without a sign is given up, and another is opened', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    const { client, model } = await openChat({ databaseUrl: `${url}&query_timeout=300&connectionTimeoutMillis=300`, flushIntervalMs: 0 });
    await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('before, ');
    await client.next('Update');

    proxy.hush();
    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'And now?' });
    expect(await client.next('Error')).toMatchObject({ code: 'unavailable' });
    proxy.mend();
    await answerWith(answer, client, 'after');
    expect(client.received.at(-1)).toMatchObject({ type: 'Complete', status: 'complete' });
  });

  it('before the answer to a commit has come: what was stored is not stored again', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    const { url: serverUrl, client, model } = await openChat({ databaseUrl: url });
    const id = crypto.randomUUID();
    const isCut = proxy.cutInAnswerTo('commit');
    client.send({ type: 'Message', id, content: 'Hi' });
    await isCut;
    expect(await client.next('Error')).toMatchObject({ code: 'unavailable', request_id: id });

    proxy.mend();
    client.send({ type: 'Message', id, content: 'Hi' });
    const added = await client.next('MessageAdded', ({ message }) => message.id === id);
    await answerWith(await model.next(), client, 'Hello');

    expect(added.sync_id).toBe(1);
    const other = await connected(serverUrl, { headers: { authorization: `Bearer ${tokenOf(client)}` } });
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id: id });
    const { messages, last_sync_id } = await other.next('Subscribed');
    expect(messages).toMatchObject([
      { id, status: 'complete' },
      { reply_to: id, status: 'complete' },
    ]);
    expect(last_sync_id).toBe(4);
    expect(model.asked).toHaveLength(1);
  });

  it('before the answer to a commit has come, and its client has gone: the question is answered all the same', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    const { client, model } = await openChat({ databaseUrl: url });
    const isCut = proxy.cutInAnswerTo('commit');
    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'Is anybody there?' });
    await isCut;
    client.close();
    proxy.mend();

    expect((await model.next()).request.messages.at(-1)?.content).toBe('Is anybody there?');
  });

  it('in the commit of a piece of an answer: the text is there once', async () => {
    const { proxy, url } = await throughProxy(await freshUrl());
    const { client, model } = await openChat({ databaseUrl: url, flushIntervalMs: 0 });
    const { conversation_id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('one, ');
    await client.next('Update');
    const isCut = proxy.cutInAnswerTo('commit');
    answer.write('two, ');
    await isCut;
    proxy.mend();
    await answerWith(answer, client, 'three');

    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    const { messages } = await client.next('Subscribed');
    expect(messages?.[1]?.parts).toMatchObject([{ type: 'text', text: 'one, two, three' }]);
  });
});
