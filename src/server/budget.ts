import type { Environment } from './environment.ts';
import type { StoredMessages } from './log/index.ts';
import { ModelError } from './models/index.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Sees that a user has tokens left.
 * @param tokensPerDay of one user, in any 24 hours; undefined: no limit.
 * @throws ModelError when they are used up.
 */
export async function assertBudget(
  tokensPerDay: number | undefined,
  userId: string,
  messages: Pick<StoredMessages, 'tokensSince'>,
  { now }: Pick<Environment, 'now'>,
): Promise<void> {
  if (tokensPerDay === undefined) return;
  const spent = await messages.tokensSince(userId, now() - dayMs);
  if (spent < tokensPerDay) return;
  throw new ModelError({
    code: 'budget_spent',
    message: `The ${tokensPerDay} tokens that you have for 24 hours are used up. Try again later.`,
    retryable: true,
  });
}
