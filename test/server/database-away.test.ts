import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { systemEnvironment } from '../../src/server/environment.ts';
import { connect } from '../support/raw-client.ts';
import { execute, testDatabase, testDatabaseUrl } from '../support/test-database.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';
import { answerWith, ask, openChat } from './chat-fixture.ts';

const name = testDatabaseUrl === undefined ? 'SQLite' : 'PostgreSQL';

/** Changes the database of a server that runs, behind its back. */
async function alter(data: string, statement: string) {
  const { databaseUrl } = await testDatabase(data);
  if (databaseUrl !== undefined) return execute(databaseUrl, statement);
  const sqlite = new Database(join(data, 'chat.sqlite'));
  sqlite.exec(statement);
  sqlite.close();
  return undefined;
}

const fail = (data: string) => alter(data, 'alter table journal rename to journal_away');
const mend = (data: string) => alter(data, 'alter table journal_away rename to journal');

describe(`a database that takes nothing for a while, ${name}`, () => {
  it('R8.5: makes nobody, so that no address has had its new users once it is back', async () => {
    const data = temporaryFolder();
    const { url } = await startServer({ data, maxAnonymousSocketsPerAddress: 1, environment: { ...systemEnvironment, now: () => 0 } });
    await alter(data, 'alter table sessions rename to sessions_away');
    for (let n = 0; n < 15; n += 1) {
      const refused = connect(url);
      expect(await refused.next('Error')).toMatchObject({ code: 'unavailable', retryable: true });
      await refused.closed;
    }

    await alter(data, 'alter table sessions_away rename to sessions');
    expect(await connect(url).next('Welcome')).toMatchObject({ type: 'Welcome' });
  });

  it('D29, R7.2: is told of as unavailable, retryable, without what it said, and the same message is taken afterwards', async () => {
    const data = temporaryFolder();
    const { client, model } = await openChat({ data });
    const id = crypto.randomUUID();
    await fail(data);
    client.send({ type: 'Message', id, content: 'Hi' });

    const error = await client.next('Error');
    expect(error).toMatchObject({ code: 'unavailable', retryable: true, request_id: id, retry_after_ms: 2000 });
    expect(JSON.stringify(error)).not.toMatch(/journal|insert|\.ts\b/i);

    await mend(data);
    const { conversation_id } = await ask(client, 'Hi', { id });
    await answerWith(await model.next(), client, 'Hello');
    expect(conversation_id).toBe(id);
    expect(model.asked).toHaveLength(1);
  });

  it('gets what a model wrote meanwhile once it is back, and nobody was shown it before', async () => {
    const data = temporaryFolder();
    const { client, model } = await openChat({ data, flushIntervalMs: 0 });
    await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('before, ');
    await client.next('Update');
    await fail(data);
    answer.write('meanwhile');
    await model.settled();
    client.send({ type: 'Ping' });
    await client.next('Pong');
    expect(client.received.filter(({ type }) => type === 'Update')).toHaveLength(1);

    await mend(data);
    answer.finish();
    expect(await client.next('Update')).toMatchObject({ sync_id: 4, delta: { content: 'meanwhile' } });
    expect(await client.next('Complete')).toMatchObject({ sync_id: 5, status: 'complete' });
  });

  it('has a model left that writes more than 256 KiB meanwhile; the answer ends once it is back, with all that was held', async () => {
    const data = temporaryFolder();
    const { client, model } = await openChat({ data, flushIntervalMs: 0 });
    await ask(client, 'Hi');
    const answer = await model.next();
    await fail(data);
    const piece = 'x'.repeat(16 * 1024);
    for (let n = 0; n < 40; n += 1) answer.write(piece);
    await answer.aborted;

    await mend(data);
    const end = await client.next('Complete');
    expect(end).toMatchObject({ status: 'failed', error: { code: 'unavailable', retryable: true } });
    const length = client.received.reduce((sum, frame) => sum + (frame.type === 'Update' ? (frame.delta.content ?? '').length : 0), 0);
    expect(length).toBeGreaterThan(100 * 1024);
    expect(length).toBeLessThanOrEqual(256 * 1024);
    expect(length % piece.length).toBe(0);
  });
});
