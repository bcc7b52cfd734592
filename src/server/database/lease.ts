import { hostname } from 'node:os';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Environment, Stop } from '../environment.ts';
import { StartError } from '../start-error.ts';
import type { Tables } from './schema.ts';

/** How long a process has the database for itself without saying that it lives, and how often it says so, in milliseconds. */
const leaseMs = 10_000;
const renewMs = 3000;
/** How often a process that waits for a lease to run out looks again, in milliseconds. */
const lookMs = 500;

/** The time for which one process has a database that others can reach too. */
export interface Lease {
  /**
   * Makes the owner the one who writes, and keeps it so. A lease that still runs but is not renewed any more, as after `kill -9`, is waited for.
   * @throws StartError when another process lives and has it.
   */
  take(owner: string): Promise<void>;
  /** Lets the next one have it at once. */
  release(): Promise<void>;
}

/** What a lease needs. */
export interface LeaseOptions {
  readonly database: Kysely<Tables>;
  readonly environment: Environment;
  /** Another process has taken it. */
  readonly onLost: () => void;
}

interface LeaseRow {
  readonly holder: string;
  /** By the clock of the database, which all processes share. */
  readonly expires_at: number;
}

const ownerKey = 'log_owner';
const leaseKey = 'log_lease';

/** A lease that nobody has taken yet. */
export function createLease({ database, environment, onLost }: LeaseOptions): Lease {
  const holder = `process ${process.pid} of ${hostname()}`;
  let owner: string | undefined;
  let stopRenewing: Stop = () => undefined;
  let isRenewing = false;

  /** Takes the lease if it is free. Otherwise it is the other's, as it stands. */
  function tryTake(newOwner: string): Promise<LeaseRow | undefined> {
    return database.transaction().execute(async (transaction) => {
      const now = await lockAndLook(transaction);
      const current = await readLease(transaction);
      if (current && current.expires_at > now) return current;
      await write(transaction, leaseKey, JSON.stringify({ holder, expires_at: now + leaseMs }));
      await write(transaction, ownerKey, newOwner);
      return undefined;
    });
  }

  /** Whether it could be: it is gone for good once another has it. */
  function extend(byMs: number): Promise<boolean> {
    return database.transaction().execute(async (transaction) => {
      const now = await lockAndLook(transaction);
      const row = await transaction.selectFrom('settings').select('value').where('key', '=', ownerKey).executeTakeFirst();
      if (row?.value !== owner) return false;
      await write(transaction, leaseKey, JSON.stringify({ holder, expires_at: now + byMs }));
      return true;
    });
  }

  async function renew() {
    if (isRenewing) return;
    isRenewing = true;
    // What cannot be said now is said at the next beat; until another process has come, the lease is as good as before.
    const isMine = await extend(leaseMs).catch(() => true);
    isRenewing = false;
    if (isMine) return;
    stopRenewing();
    onLost();
  }

  return {
    async take(newOwner) {
      const first = await tryTake(newOwner);
      for (let other = first; other; other = await tryTake(newOwner)) {
        if (other.expires_at !== first?.expires_at) throw new StartError(inUse(other));
        await new Promise<void>((resolve) => void environment.after(lookMs, resolve));
      }
      owner = newOwner;
      stopRenewing = environment.every(renewMs, () => void renew());
    },
    async release() {
      stopRenewing();
      if (owner !== undefined) await extend(0).catch(() => undefined);
    },
  };
}

function inUse({ holder }: LeaseRow): string {
  return `The database is in use by ${holder}. Stop that, or give another in DATABASE_URL.`;
}

/** Makes other processes wait until the transaction ends, and says what time the database has. */
async function lockAndLook(transaction: Transaction<Tables>): Promise<number> {
  await transaction
    .insertInto('settings')
    .values({ key: leaseKey, value: JSON.stringify({ holder: '', expires_at: 0 }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction.selectFrom('settings').select('key').where('key', '=', leaseKey).forUpdate().execute();
  const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(transaction);
  return rows[0]?.now ?? 0;
}

async function readLease(transaction: Transaction<Tables>): Promise<LeaseRow | undefined> {
  const row = await transaction.selectFrom('settings').select('value').where('key', '=', leaseKey).executeTakeFirst();
  return row && (JSON.parse(row.value) as LeaseRow); // this file wrote it
}

async function write(transaction: Transaction<Tables>, key: string, value: string): Promise<void> {
  await transaction
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
