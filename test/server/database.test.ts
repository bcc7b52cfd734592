import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/server/database/open-database.ts';
import { UnreadableError } from '../../src/server/database/unreadable-error.ts';
import { createChatServer, StartError, type Logger } from '../../src/server/index.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { temporaryFolder } from '../support/server-fixture.ts';
import { testDatabase } from '../support/test-database.ts';
import { openLog, startConversation } from './log/log-fixture.ts';

describe('the database', () => {
  it('of a newer version is refused in one line, and left as it is', async () => {
    const data = temporaryFolder();
    const { database, close } = await openDatabase({ data });
    const later = { name: '9999-later', timestamp: '2030-01-01' };
    await database.$extendTables<{ kysely_migration: typeof later }>().insertInto('kysely_migration').values(later).execute();
    await close();

    const opening = openDatabase({ data });

    await expect(opening).rejects.toThrow(/^The database was written by a newer version \(9999-later\)\..*$/);
    await expect(openDatabase({ data })).rejects.toThrow('newer version');
  });

  it('that is damaged is refused in one line, and left as it is', async () => {
    const data = temporaryFolder();
    const file = join(data, 'chat.sqlite');
    writeFileSync(file, 'no database '.repeat(1000));

    await expect(openDatabase({ data })).rejects.toThrow(/^The database .* is damaged: file is not a database\. .*$/);
    expect(readFileSync(file, 'utf8')).toBe('no database '.repeat(1000));
  });

  it('of which a page is damaged keeps a server from starting, in one line', async () => {
    const data = temporaryFolder();
    await (await createChatServer({ data, port: 0 })).close();
    const file = join(data, 'chat.sqlite');
    const bytes = readFileSync(file);
    const sqlite = new Database(file);
    const page = sqlite.pragma('page_size', { simple: true });
    const root = sqlite.prepare(`select rootpage from sqlite_master where name = 'settings'`).pluck().get();
    sqlite.close();
    bytes.fill(0xff, (Number(root) - 1) * Number(page), Number(root) * Number(page));
    writeFileSync(file, bytes);

    const starting = createChatServer({ data, port: 0 });

    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toThrow(/^The database .*chat\.sqlite is damaged: .*malformed\. Put a copy of it back, or .*folder\.$/);
  });

  it('of which the journal is damaged keeps a server from starting, in one line without what people wrote', async () => {
    const data = temporaryFolder();
    const { database, close } = await openDatabase({ data });
    await database.insertInto('journal').values({ events_json: '[{"secret', created_at: 1 }).execute();
    await close();

    await expect(createChatServer({ data, port: 0 })).rejects.toThrow(
      /^The database .*chat\.sqlite is damaged: row 1 of the journal cannot be read\. .*folder\.$/,
    );
  });

  it('of which one conversation is damaged lets a server start', async () => {
    const data = temporaryFolder();
    const { database, log, close } = await openLog({ data });
    await startConversation(log);
    await database.updateTable('messages').set({ parts_json: '{' }).where('id', '=', 'c-q').execute();
    await close();

    const error = vi.fn<Logger['error']>();
    const server = await createChatServer({ ...(await testDatabase(data)), port: 0, logger: { ...silentLogger, error } });
    await server.close();
    expect(error.mock.calls).toEqual([['could not run an answer', { conversation_id: 'c', error: new UnreadableError('message c-q') }]]);
  });

  it('in a folder that can be none is refused in one line', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');

    for (const data of [file, join(file, 'folder')]) {
      await expect(openDatabase({ data })).rejects.toThrow(/^The data folder .* cannot be used: E\w+: .*$/);
    }
  });

  it('that cannot be opened is refused in one line, and its folder is free again', async () => {
    const data = temporaryFolder();
    mkdirSync(join(data, 'chat.sqlite'));

    for (let n = 0; n < 2; n += 1) {
      await expect(openDatabase({ data })).rejects.toThrow(
        /^The database .*chat\.sqlite cannot be used: unable to open database file\. .*$/,
      );
    }
  });

  it('whose address names a certificate that is not there is refused in one line', async () => {
    const databaseUrl = 'postgres://user:password@127.0.0.1:1/chat?sslrootcert=/not/there';

    await expect(openDatabase({ data: ':memory:', databaseUrl })).rejects.toThrow(/^The database is away: ENOENT: (?!.*password).*$/);
  });

  it('can be opened again and again', async () => {
    const data = temporaryFolder();
    for (let n = 0; n < 2; n += 1) {
      const { database, close } = await openDatabase({ data, durability: 'full' });
      expect(await database.selectFrom('messages').selectAll().execute()).toEqual([]);
      await close();
    }
  });
});
