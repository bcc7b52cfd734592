/** Gathers what comes in one tick, or while a commit is under way, and commits it together. */
export interface GroupCommit<Job> {
  add(job: Job): void;
  /** Resolves when nothing is waiting and nothing is under way. */
  idle(): Promise<void>;
}

/** `commit` settles the jobs that it is given, and never rejects. */
export function createGroupCommit<Job>(
  commit: (jobs: readonly Job[]) => Promise<void>,
  soon: (callback: () => void) => void,
): GroupCommit<Job> {
  let waiting: Job[] = [];
  let running: Promise<void> | undefined;

  async function drain() {
    await new Promise<void>((resolve) => soon(resolve));
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      await commit(jobs);
    }
    running = undefined;
  }

  return {
    add(job) {
      waiting.push(job);
      running ??= drain();
    },
    async idle() {
      while (running) await running;
    },
  };
}
