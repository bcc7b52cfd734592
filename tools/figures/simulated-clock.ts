/** Time that passes only when the simulation has nothing left to do in it. */
export interface SimulatedClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`; the returned function calls it off. */
  setTimer(ms: number, callback: () => void): () => void;
  /** Lets time pass until then, or until that holds. */
  run(untilMs: number, isDone?: () => boolean): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/** A clock at 0. Timers that are due at the same time fire in the order in which they were set. */
export function createSimulatedClock(): SimulatedClock {
  const heap: Timer[] = [];
  let now = 0;
  let order = 0;

  function isBefore(a: Timer, b: Timer): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  function push(timer: Timer): void {
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || isBefore(parent, timer)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = timer;
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!child || !isBefore(child, last)) break;
      heap[place] = child;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = last;
  }

  return {
    now: () => now,
    setTimer(ms, callback) {
      const timer: Timer = { at: now + Math.max(ms, 0), order: order++, callback };
      push(timer);
      return () => {
        timer.callback = undefined;
      };
    },
    run(untilMs, isDone = () => false) {
      for (let next = heap[0]; next && next.at <= untilMs && !isDone(); next = heap[0]) {
        pop();
        if (!next.callback) continue;
        now = next.at;
        next.callback();
      }
      if (!isDone()) now = untilMs;
    },
  };
}
