import type { LoggedEvent } from '../../protocol/index.ts';

/**
 * The newest events of a log, one by one and without a hole. Versions share one array that only grows, so an append costs O(1) and
 * an old version stays as it was.
 */
export interface Tail {
  readonly events: readonly LoggedEvent[];
  /** The part of `events` that belongs to this version. */
  readonly start: number;
  readonly end: number;
  /** The sync_id that the first of them follows. */
  readonly base: number;
  readonly size: number;
}

/** What an event weighs in memory beside its text, in UTF-16 code units. */
const eventOverhead = 64;

/** A tail without events, of a log whose last event has that sync_id. */
export function emptyTail(head: number): Tail {
  return { events: [], start: 0, end: 0, base: head, size: 0 };
}

/** The tail with one event more, and as many fewer at its front as its bound asks for, in UTF-16 code units. */
export function appendToTail(tail: Tail, event: LoggedEvent, maxSize: number): Tail {
  const isTip = tail.events.length === tail.end;
  const isMostlyDropped = tail.start > tail.end / 2;
  const isShared = isTip && !isMostlyDropped;
  const events = isShared ? (tail.events as LoggedEvent[]) : tail.events.slice(tail.start, tail.end);
  events.push(event);
  let start = isShared ? tail.start : 0;
  let size = tail.size + sizeOf(event);
  while (size > maxSize && start < events.length - 1) {
    const dropped = events[start];
    if (dropped) size -= sizeOf(dropped);
    start += 1;
  }
  const end = events.length;
  return { events, start, end, base: event.sync_id - (end - start), size };
}

/** The events that follow a cursor; undefined if the tail does not reach back to it. */
export function eventsAfter(tail: Tail, cursor: number): LoggedEvent[] | undefined {
  if (cursor < tail.base) return undefined;
  return tail.events.slice(tail.start + cursor - tail.base, tail.end);
}

function sizeOf(event: LoggedEvent): number {
  if (event.type === 'Update') return eventOverhead + (event.delta.content?.length ?? 0) + (event.delta.reasoning?.length ?? 0);
  return eventOverhead + JSON.stringify(event).length;
}
