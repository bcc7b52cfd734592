/** Calls off what was to happen. */
export type Stop = () => void;

/** The time of the world, in milliseconds since it began. It moves from one thing that happens to the next, and never by itself. */
export interface Clock {
  now(): number;
  /** Later means after everything that was asked for earlier at the same time. */
  after(delayMs: number, happen: () => void): Stop;
  /** Lets the next thing happen that is due by then; false if there is none. */
  step(until: number): boolean;
}

interface Due {
  readonly at: number;
  readonly order: number;
  happen: (() => void) | undefined;
}

/** A clock at zero. */
export function createClock(): Clock {
  const heap: Due[] = [];
  let now = 0;
  let orders = 0;

  return {
    now: () => now,
    after(delayMs, happen) {
      const due: Due = { at: now + Math.max(0, delayMs), order: orders, happen };
      orders += 1;
      push(heap, due);
      return () => {
        due.happen = undefined;
      };
    },
    step(until) {
      for (let due = heap[0]; due && (due.at <= until || !due.happen); due = heap[0]) {
        pop(heap);
        if (!due.happen) continue;
        now = due.at;
        due.happen();
        return true;
      }
      now = Math.max(now, Number.isFinite(until) ? until : now);
      return false;
    },
  };
}

function isBefore(one: Due, other: Due): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

function push(heap: Due[], due: Due): void {
  let place = heap.length;
  heap.push(due);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, due)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    const least = one && other && isBefore(other, one) ? other : one;
    if (!least || isBefore(last, least)) break;
    heap[place] = least;
    place = least === one ? left : left + 1;
  }
  heap[place] = last;
}
