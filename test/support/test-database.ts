import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { DatabaseOptions } from '../../src/server/database/open-database.ts';

/** The PostgreSQL database that tests may use. Without it they keep everything in SQLite. */
export const testDatabaseUrl = process.env['TEST_DATABASE_URL'] || undefined;

/** Where a test keeps its data: the same for the same folder, and gone after the test. On PostgreSQL a folder is a schema. */
export async function testDatabase(folder = ':memory:'): Promise<DatabaseOptions> {
  if (testDatabaseUrl === undefined) return { data: folder };
  const schema = schemaOf(folder);
  await execute(testDatabaseUrl, `create schema if not exists ${schema}`);
  onTestFinished(() => execute(testDatabaseUrl, `drop schema if exists ${schema} cascade`));
  return { data: folder, databaseUrl: inSchema(testDatabaseUrl, schema) };
}

/** An address that leads to one schema of a database. */
export function inSchema(url: string, schema: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `-csearch_path=${schema}`);
  return address.href;
}

/** Copies what a server has stored, at this moment, as if it had been killed now: its lease has run out. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const { databaseUrl } = await testDatabase(to);
  if (databaseUrl === undefined || testDatabaseUrl === undefined) throw new Error('TEST_DATABASE_URL is not set.');
  const [source, target] = [schemaOf(from), schemaOf(to)];
  await execute(
    testDatabaseUrl,
    `do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = '${source}' loop
        execute format('create table ${target}.%I (like ${source}.%I including all)', name, name);
        execute format('insert into ${target}.%I select * from ${source}.%I', name, name);
      end loop;
    end $$`,
  );
  await execute(
    databaseUrl,
    `create sequence journal_seq_seq; select setval('journal_seq_seq', (select coalesce(max(seq), 0) + 1 from journal));
     alter table journal alter seq set default nextval('journal_seq_seq'); delete from settings where key = 'log_lease'`,
  );
}

/** Runs statements on a connection of its own. */
export async function execute(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

function schemaOf(folder: string): string {
  const name = folder === ':memory:' ? randomUUID() : folder;
  return `test_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
