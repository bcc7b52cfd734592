import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/server/database/open-database.ts';
import { temporaryFolder } from '../support/server-fixture.ts';

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
