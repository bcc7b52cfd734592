import Database from 'better-sqlite3';
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Driver,
  type Selectable,
} from 'kysely';
import type { ConversationEvent, LoggedEvent } from '../../src/protocol/index.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import type { Tables } from '../../src/server/database/schema.ts';
import type { Host } from './host.ts';

/** A moment in the life of a commit at which a process can die. */
export type CommitMoment = 'before begin' | 'before commit' | 'after commit';

/** The disk of the server's machine: what was committed outlives every process. */
export interface Disk {
  /** The database as one process sees it, for as long as that lives. */
  open(host: Host): Kysely<Tables>;
  /** Undoes what a process had begun when it died. */
  recover(): void;
  /** Strikes once, when a commit is next at that moment. */
  arm(moment: CommitMoment, strike: () => void): void;
  /** The next commits fail: as on a full disk, or on the way back, when they have taken effect. */
  fail(commits: number): void;
  /** Nothing strikes or fails any more. */
  heal(): void;
  ownerOf(conversationId: string): string | undefined;
  close(): void;
}

export interface DiskOptions {
  /** How long the disk takes to begin or to commit. */
  readonly latencyMs: () => number;
  /** What a commit has just made durable. */
  readonly onCommitted: (events: readonly LoggedEvent[]) => void;
  /** What a commit has changed in the list of a user. */
  readonly onListed: (userId: string, event: ConversationEvent) => void;
}

let emptyDatabase: Promise<Buffer> | undefined;

/** A disk with an empty database of the present version. */
export async function createDisk({ latencyMs, onCommitted, onListed }: DiskOptions): Promise<Disk> {
  emptyDatabase ??= serializeEmpty();
  const sqlite = new Database(await emptyDatabase);
  sqlite.pragma('foreign_keys = ON');
  const journal = sqlite.prepare<[number], { seq: number; events_json: string }>(
    'select seq, events_json from journal where seq > ? order by seq',
  );
  const listed = sqlite.prepare<[], Selectable<Tables['conversations']>>('select * from conversations order by list_position');
  const owner = sqlite.prepare<[string], { owner_id: string }>('select owner_id from conversations where id = ?');
  let armed: { moment: CommitMoment; strike: () => void } | undefined;
  let failures = 0;
  let seen = 0;
  /** The place of each conversation in the list of its owner. */
  const places = new Map<string, number>();

  function pass(moment: CommitMoment): void {
    if (armed?.moment !== moment) return;
    const { strike } = armed;
    armed = undefined;
    strike();
  }

  function readCommitted(): void {
    const rows = journal.all(seen);
    seen = rows.at(-1)?.seq ?? seen;
    for (const { events_json } of rows) {
      const events: LoggedEvent[] = JSON.parse(events_json);
      onCommitted(events);
    }
    for (const row of listed.all()) {
      if (places.get(row.id) === row.list_position) continue;
      places.set(row.id, row.list_position);
      onListed(row.owner_id, listedAs(row));
    }
  }

  /** Every other commit that fails has taken effect: only nobody hears of it. */
  function loseAnswer(): void {
    if (failures === 0) return;
    failures -= 1;
    throw new Error('the connection broke before the answer to a commit came');
  }

  async function turn(sql: string, host: Host): Promise<void> {
    const delay = sql === 'begin' || sql === 'commit' ? latencyMs() : 0;
    if (delay > 0) await new Promise<void>((resolve) => host.after(delay, resolve));
    if (sql === 'begin' || sql === 'commit') pass(`before ${sql}`);
    if (sql === 'commit' && failures % 2 === 1) {
      failures -= 1;
      throw new Error('database or disk is full');
    }
    await untilDead(host);
  }

  return {
    open: (host) =>
      new Kysely<Tables>({
        dialect: {
          createAdapter: () => new SqliteAdapter(),
          createIntrospector: (database) => new SqliteIntrospector(database),
          createQueryCompiler: () => new SqliteQueryCompiler(),
          createDriver: () =>
            createDriver(sqlite, {
              before: (sql) => turn(sql, host),
              after(sql) {
                if (sql !== 'commit') return undefined;
                readCommitted();
                loseAnswer();
                pass('after commit');
                return untilDead(host);
              },
            }),
        },
      }),
    recover() {
      armed = undefined;
      if (sqlite.inTransaction) sqlite.exec('rollback');
    },
    arm(moment, strike) {
      armed = { moment, strike };
    },
    fail(commits) {
      failures = commits;
    },
    heal() {
      armed = undefined;
      failures = 0;
    },
    ownerOf: (conversationId) => owner.get(conversationId)?.owner_id,
    close: () => sqlite.close(),
  };
}

function listedAs(row: Selectable<Tables['conversations']>): ConversationEvent {
  const { id, title, status, created_at, updated_at, deleted_at, list_position } = row;
  const place = { scope: 'conversations', sync_id: list_position } as const;
  if (deleted_at !== null) return { type: 'ConversationRemoved', ...place, conversation: { id }, at: deleted_at };
  return { type: 'ConversationChanged', ...place, conversation: { id, title, status, created_at, updated_at } };
}

/** What a dead process waits for never comes. */
function untilDead(host: Host): Promise<void> | undefined {
  return host.isDead() ? new Promise<never>(() => undefined) : undefined;
}

interface Turns {
  before(sql: string): Promise<void>;
  after(sql: string): Promise<void> | undefined;
}

function createDriver(sqlite: Database.Database, { before, after }: Turns): Driver {
  const statements = new Map<string, Database.Statement>();

  function prepared(sql: string): Database.Statement {
    const statement = statements.get(sql) ?? sqlite.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  const connection: DatabaseConnection = {
    async executeQuery({ sql, parameters }) {
      await before(sql);
      const statement = prepared(sql);
      // Which rows a statement gives is what its query says, and Kysely has typed that.
      const rows = statement.reader ? (statement.all(...parameters) as never[]) : [];
      if (!statement.reader) statement.run(...parameters);
      await after(sql);
      return { rows };
    },
    streamQuery() {
      throw new Error('The log reads no streams.');
    },
  };
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)));
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => (sqlite.inTransaction ? run('rollback') : undefined),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}

async function serializeEmpty(): Promise<Buffer> {
  const sqlite = new Database(':memory:');
  await migrate(new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) }));
  const empty = sqlite.serialize();
  sqlite.close();
  return empty;
}
