import { mergeUpdates, type LoggedEvent } from '../../protocol/index.ts';
import { maxTailSize } from './conversation-state.ts';
import { appendToTail, emptyTail, type Tail } from './tail.ts';

/** What the journal held of one conversation at the start. */
export interface RecentEventsOf {
  readonly tail: Tail;
  /** What its unfinished messages have beyond their rows: in order, and merged. It may reach further back than the tail. */
  readonly text: readonly LoggedEvent[];
}

interface Recent extends RecentEventsOf {
  readonly text: LoggedEvent[];
}

/** What the journal held at the start, of conversations that were not needed since. */
export interface RecentEvents {
  /** Adds an event, which follows the others of its conversation. */
  add(event: LoggedEvent): void;
  get(conversationId: string): RecentEventsOf | undefined;
  delete(conversationId: string): void;
}

/** The most text of all tails together, in UTF-16 code units: those written last are kept. The others' clients are sent snapshots. */
const maxTotalSize = 32 * 1024 * 1024;
/** The longest text of a merged event. */
const maxMergedLength = 1024;

/**
 * Nothing yet.
 * @param rowsHold the sync_id up to which the rows of unfinished messages hold them, by message id.
 */
export function createRecentEvents(rowsHold: ReadonlyMap<string, number>, maxSize = maxTotalSize): RecentEvents {
  /** In the order in which they were last written. */
  const all = new Map<string, Recent>();
  let size = 0;

  function isNeeded(event: LoggedEvent): boolean {
    const held = 'message_id' in event ? rowsHold.get(event.message_id) : undefined;
    return held !== undefined && event.sync_id > held;
  }

  function put(id: string, next: Recent) {
    size += next.tail.size - (all.get(id)?.tail.size ?? 0);
    all.delete(id);
    all.set(id, next);
  }

  function dropTail(id: string, { tail, text }: Recent) {
    put(id, { tail: emptyTail(headOf(tail)), text });
    // Its rows say all of it.
    if (text.length === 0) all.delete(id);
  }

  return {
    add(event) {
      const { tail, text } = all.get(event.conversation_id) ?? { tail: emptyTail(event.sync_id - 1), text: [] };
      if (isNeeded(event)) text.push(...mergeUpdates([...text.splice(-1), event], { maxLength: maxMergedLength }));
      put(event.conversation_id, { tail: appendToTail(tail, event, maxTailSize), text });
      for (const [id, held] of all) {
        if (size <= maxSize) break;
        if (held.tail.size > 0) dropTail(id, held);
      }
    },
    get: (id) => all.get(id),
    delete(id) {
      size -= all.get(id)?.tail.size ?? 0;
      all.delete(id);
    },
  };
}

/** The sync_id of the last event of a log. */
export function headOf({ base, start, end }: Tail): number {
  return base + end - start;
}
