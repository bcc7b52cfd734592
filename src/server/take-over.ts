import type { Sessions } from './auth/index.ts';
import type { ConversationLog } from './log/index.ts';

/**
 * Gives all that an anonymous user has to the known one that it turned out to be, and then ends its sessions (R3.12). `onMoved`: the
 * conversations have moved, the sessions are about to end. It can be called again.
 */
export type TakeOver = (anonymousId: string, userId: string, onMoved?: () => void | Promise<void>) => Promise<void>;

/** A way to take over what is in a log. */
export function createTakeOver(log: Pick<ConversationLog, 'ownedBy' | 'transact'>, sessions: Pick<Sessions, 'ofUser' | 'end'>): TakeOver {
  async function giveAll(anonymousId: string, userId: string): Promise<void> {
    const conversations = await log.ownedBy(anonymousId);
    await Promise.all(conversations.map((id) => log.transact(id, (draft) => draft.giveTo(userId))));
  }

  return async (anonymousId, userId, onMoved) => {
    await giveAll(anonymousId, userId);
    await onMoved?.();
    const ending = await sessions.ofUser(anonymousId);
    await sessions.end(ending.map(({ id }) => id));
    // What its sockets still began meanwhile.
    await giveAll(anonymousId, userId);
  };
}
