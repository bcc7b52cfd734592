import type { Environment, Stop } from '../environment.ts';
import type { Logger } from '../logger.ts';
import type { Session, Sessions } from './sessions.ts';

const everyMs = 60 * 60_000;

/** Looks after sessions once an hour: a socket that stays open for weeks keeps its own alive, and what has expired is dropped. */
export function startTending(
  sessions: Pick<Sessions, 'tend'>,
  inUse: () => readonly Session[],
  environment: Pick<Environment, 'every'>,
  logger: Logger,
): Stop {
  return environment.every(everyMs, () => {
    sessions.tend(inUse()).catch((error: unknown) => logger.error('sessions could not be looked after', { error }));
  });
}
