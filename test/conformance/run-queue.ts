import type { Run } from './target.ts';

/** Runs in the order in which a server began them, handed out one by one. */
export interface RunQueue {
  add(run: Run): void;
  next(): Promise<Run>;
  count(): number;
}

export function createRunQueue(): RunQueue {
  const begun: Run[] = [];
  const waiting: ((run: Run) => void)[] = [];
  let count = 0;
  return {
    add(run) {
      count += 1;
      const resolve = waiting.shift();
      if (resolve) resolve(run);
      else begun.push(run);
    },
    next() {
      const run = begun.shift();
      return run ? Promise.resolve(run) : new Promise((resolve) => waiting.push(resolve));
    },
    count: () => count,
  };
}
