import { DatabaseAwayError } from './database/database-away-error.ts';
import type { Environment } from './environment.ts';
import { pause } from './pause.ts';

/** How long to wait before a database that is away is asked again, in milliseconds. */
const retryMs = 1000;

/** Does what needs the database; while that is away, again and again until the signal is aborted. */
export async function whenBack<T>(work: () => Promise<T>, environment: Environment, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseAwayError) || signal.aborted) throw error;
      await pause(environment, retryMs, signal);
    }
  }
}
