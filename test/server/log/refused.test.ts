import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { contentOf } from '../../../src/protocol/index.ts';
import { DatabaseAwayError } from '../../../src/server/database/database-away-error.ts';
import { openSqlite } from '../../../src/server/database/open-sqlite.ts';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { createSqlConversationLog } from '../../../src/server/log/index.ts';
import { temporaryFolder } from '../../support/server-fixture.ts';
import { end, openLog, question, startConversation, write } from './log-fixture.ts';

it('a change that the database refuses fails alone, and not what others store in the same step', async () => {
  const { log } = await openLog();
  for (const id of ['c', 'd', 'e']) await startConversation(log, id);

  const outcomes = await Promise.allSettled([
    log.transact('c', (draft) => write(draft, 'c-a', 'Before')),
    // The id is another conversation's.
    log.transact('d', (draft) => draft.add(question('e-q', 'Whose?'))),
    log.transact('c', (draft) => write(draft, 'c-a', ' and after.')),
    log.transact('e', (draft) => end(draft, 'e-a')),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: expect.any(DatabaseAwayError) });
  const cursors = await Promise.all(['c', 'd', 'e'].map((id) => log.transact(id, (draft) => draft.state()?.conversation.cursor)));
  expect(cursors).toEqual([4, 2, 3]);
  const answer = await log.transact('c', (draft) => draft.message('c-a'));
  expect(answer && contentOf(answer)).toBe('Before and after.');
});

it('a damaged page of the embedded database fails those alone whose texts stand on it', async () => {
  const data = temporaryFolder();
  const first = await openSqlite({ data });
  const written = await createSqlConversationLog({ database: first.database, environment: systemEnvironment });
  for (const id of ['first', 'second', 'broken']) {
    await startConversation(written, id);
    await written.transact(id, (draft) => write(draft, `${id}-a`, `The text ${id}. `.repeat(200)));
    await written.transact(id, (draft) => end(draft, `${id}-a`));
  }
  await written.close();
  // The journal has the texts too, and is read at the start.
  await first.database.deleteFrom('journal').execute();
  await sql`vacuum`.execute(first.database);
  await first.close();
  await damagePageOf(join(data, 'chat.sqlite'), 'The text broken. ');

  const second = await openSqlite({ data });
  onTestFinished(() => second.close());
  const log = await createSqlConversationLog({ database: second.database, environment: systemEnvironment });
  const outcomes = await Promise.allSettled(['first', 'broken', 'second'].map((id) => log.hold(id)));

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringContaining('malformed') } });
});

/** Makes each page of a database file that holds the text one of a kind that there is not. */
async function damagePageOf(file: string, text: string) {
  const pageSize = 4096;
  const bytes = await readFile(file);
  for (let place = bytes.indexOf(text); place !== -1; place = bytes.indexOf(text, place + pageSize)) {
    bytes[place - (place % pageSize)] = 0xff;
  }
  await writeFile(file, bytes);
}
