import type { LoggedEvent } from '../../protocol/index.ts';
import type { Queries } from '../database/schema.ts';
import { UnreadableError } from '../database/unreadable-error.ts';
import type { ConversationState } from './conversation-state.ts';
import { moveToRow } from './store-staged.ts';

/** How long lies between two trims at least, and how long if events are kept for so long, in milliseconds. */
const trimIntervalMs = { least: 1000, most: 60_000 };
/** Messages that are moved into their rows in one commit, which others wait for. */
const moveLimit = 100;
/** Rows that are read at once. */
const readLimit = 100;

/** The events of all logs in the order in which they were stored, one row a tick. */
export interface Journal {
  /** Every event that it holds, in order. */
  read(queries: Queries): AsyncIterable<LoggedEvent>;
  /** In the transaction that the events belong to; `stateOf` says how conversations stand at its end, as far as they are in memory. */
  write(queries: Queries, events: readonly LoggedEvent[], now: number, stateOf: StateOf): Promise<JournalRow>;
  /** Whether a row that was written is there. */
  has(queries: Queries, row: JournalRow): Promise<boolean>;
}

/** A row that was written, in a transaction that may still fail. */
export interface JournalRow {
  readonly seq: number;
  /** To be called once that is committed. */
  confirm(): void;
}

type StateOf = (conversationId: string) => ConversationState | undefined;

/** What an unfinished message needs of the journal, as its row does not hold it. */
interface Need {
  readonly messageId: string;
  readonly conversationId: string;
  /** The row of its first event. */
  readonly from: number;
}

/**
 * The journal of a database. It keeps what is younger than that, in milliseconds. What an unfinished message needs of the rest is moved into that
 * one's row: an answer may wait for a person for a day, and would hold the events of all others.
 */
export function createJournal(keptMs: number): Journal {
  /** By message id. */
  const needs = new Map<string, Need>();
  const intervalMs = Math.min(Math.max(keptMs, trimIntervalMs.least), trimIntervalMs.most);
  let trimmedAt = Number.NEGATIVE_INFINITY;

  function remember(seq: number, events: readonly LoggedEvent[]) {
    for (const event of events) {
      if (event.type === 'Complete') needs.delete(event.message_id);
      else if (event.type !== 'MessageAdded' && event.type !== 'Unknown' && !needs.has(event.message_id)) {
        needs.set(event.message_id, { messageId: event.message_id, conversationId: event.conversation_id, from: seq });
      }
    }
  }

  /**
   * Resolves to the needs that are met. From the front alone: where a clock was set back a later row can look older, and what is missing in the
   * middle is lost for good.
   */
  async function trim(queries: Queries, now: number, stateOf: StateOf): Promise<ReadonlySet<Need>> {
    const young = queries
      .selectFrom('journal')
      .select('seq')
      .where('created_at', '>=', now - keptMs);
    const { seq: oldestYoung } = await young.orderBy('seq').limit(1).executeTakeFirstOrThrow();
    const met = new Set<Need>();
    let oldestKept = oldestYoung;
    for (const need of needs.values()) {
      if (need.from >= oldestYoung) continue;
      const state = met.size < moveLimit ? stateOf(need.conversationId) : undefined;
      if (state) {
        await moveToRow(queries, state, need.messageId);
        met.add(need);
      } else {
        oldestKept = Math.min(oldestKept, need.from);
      }
    }
    await queries.deleteFrom('journal').where('seq', '<', oldestKept).execute();
    return met;
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
          const events = parsed(seq, events_json);
          remember(seq, events);
          yield* events;
          last = seq;
        }
        if (rows.length < readLimit) return;
      }
    },

    async write(queries, events, now, stateOf) {
      const row = { events_json: JSON.stringify(events), created_at: now };
      const { seq } = await queries.insertInto('journal').values(row).returning('seq').executeTakeFirstOrThrow();
      const isDue = now - trimmedAt >= intervalMs;
      if (isDue) trimmedAt = now;
      const met = isDue ? await trim(queries, now, stateOf) : undefined;
      return {
        seq,
        confirm() {
          remember(seq, events);
          for (const { messageId } of met ?? []) needs.delete(messageId);
        },
      };
    },

    async has(queries, { seq }) {
      const row = await queries.selectFrom('journal').select('seq').where('seq', '=', seq).executeTakeFirst();
      return row !== undefined;
    },
  };
}

function parsed(seq: number, events_json: string): LoggedEvent[] {
  try {
    return JSON.parse(events_json);
  } catch {
    throw new UnreadableError(`row ${seq} of the journal`);
  }
}
