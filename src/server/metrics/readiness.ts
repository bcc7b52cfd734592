import type { Environment } from '../environment.ts';

/** How long the database may take to answer, and how long its answer is good for, in milliseconds. */
const limitMs = 2000;
const keptMs = 1000;

/** Says whether the database answers. However often that is asked, the database is asked once a second. */
export function createReadiness(ask: () => Promise<unknown>, environment: Pick<Environment, 'now' | 'after'>): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  let askedAt = 0;

  function look(): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = environment.after(limitMs, () => resolve(false));
      ask()
        .then(() => resolve(true))
        .catch(() => resolve(false))
        .finally(stop);
    });
  }

  return () => {
    if (!asked || environment.now() - askedAt >= keptMs) {
      askedAt = environment.now();
      asked = look();
    }
    return asked;
  };
}
