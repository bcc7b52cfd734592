import type { Environment, Stop } from './environment.ts';
import type { ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';

/** How often it is looked for what was deleted long enough ago, in milliseconds. */
const intervalMs = 60 * 60_000;

/** Erases, again and again, the texts of conversations that were deleted longer ago than they are kept, in milliseconds. */
export function startErasing(log: ConversationLog, keptMs: number, environment: Environment, logger: Logger): Stop {
  return environment.every(intervalMs, () => {
    log.erase(environment.now() - keptMs).catch((error: unknown) => logger.error('could not erase what was deleted', { error }));
  });
}
