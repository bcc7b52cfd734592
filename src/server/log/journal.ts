import type { LoggedEvent } from '../../protocol/index.ts';
import type { Queries } from '../database/schema.ts';

/** How often the journal is trimmed, at most, in milliseconds. */
const trimIntervalMs = 60_000;
/** Rows that are read at once. */
const readLimit = 500;

/** The events of all logs in the order in which they were stored, one row a tick. */
export interface Journal {
  /** Every event that it holds, in order. */
  read(queries: Queries): AsyncIterable<LoggedEvent>;
  /** In the transaction that the events belong to. */
  write(queries: Queries, events: readonly LoggedEvent[], now: number): Promise<JournalRow>;
  /** Whether a row that was written is there. */
  has(queries: Queries, row: JournalRow): Promise<boolean>;
}

/** A row that was written, in a transaction that may still fail. */
export interface JournalRow {
  readonly seq: number;
  /** To be called once that is committed. */
  confirm(): void;
}

/** The journal of a database. It keeps what is younger than that, in milliseconds, and what an unfinished message still needs. */
export function createJournal(keptMs: number): Journal {
  /** The row from which on an unfinished message needs the journal, by message id. */
  const neededFrom = new Map<string, number>();
  let trimmedAt = Number.NEGATIVE_INFINITY;

  function remember(seq: number, events: readonly LoggedEvent[]) {
    for (const event of events) {
      if (event.type === 'MessageAdded' && event.message.status === 'pending') neededFrom.set(event.message.id, seq);
      if (event.type === 'Complete') neededFrom.delete(event.message_id);
    }
  }

  /** From the front alone: where a clock was set back a later row can look older, and what is missing in the middle is lost for good. */
  async function trim(queries: Queries, now: number) {
    const young = queries
      .selectFrom('journal')
      .select('seq')
      .where('created_at', '>=', now - keptMs);
    const { seq: oldestYoung } = await young.orderBy('seq').limit(1).executeTakeFirstOrThrow();
    const oldestKept = Math.min(oldestYoung, ...neededFrom.values());
    await queries.deleteFrom('journal').where('seq', '<', oldestKept).execute();
  }

  return {
    async *read(queries) {
      for (let last = 0; ;) {
        const rows = await queries
          .selectFrom('journal')
          .select(['seq', 'events_json'])
          .where('seq', '>', last)
          .orderBy('seq')
          .limit(readLimit)
          .execute();
        for (const { seq, events_json } of rows) {
          const events: LoggedEvent[] = JSON.parse(events_json);
          remember(seq, events);
          yield* events;
          last = seq;
        }
        if (rows.length < readLimit) return;
      }
    },

    async write(queries, events, now) {
      const row = { events_json: JSON.stringify(events), created_at: now };
      const { seq } = await queries.insertInto('journal').values(row).returning('seq').executeTakeFirstOrThrow();
      if (now - trimmedAt >= trimIntervalMs) {
        trimmedAt = now;
        await trim(queries, now);
      }
      return { seq, confirm: () => remember(seq, events) };
    },

    async has(queries, { seq }) {
      const row = await queries.selectFrom('journal').select('seq').where('seq', '=', seq).executeTakeFirst();
      return row !== undefined;
    },
  };
}
