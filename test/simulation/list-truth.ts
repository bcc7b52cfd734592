import type { ConversationEvent, ConversationSummary } from '../../src/protocol/index.ts';

/** The lists of users' conversations as they are on the disk. */
export interface ListTruth {
  /** Takes in what has become durable. */
  append(userId: string, event: ConversationEvent): void;
  /** What was stored under that number in the list of a user. */
  event(userId: string, syncId: number): ConversationEvent | undefined;
  head(userId: string): number;
  /** The conversations of a user, the one in which something happened last first. */
  list(userId: string): readonly ConversationSummary[];
  /** Whether a conversation was deleted, and not restored. */
  isRemoved(conversationId: string): boolean;
}

/** Nobody has a conversation. */
export function createListTruth(): ListTruth {
  const lists = new Map<string, ConversationEvent[]>();
  const newest = new Map<string, ConversationEvent>();
  const of = (userId: string) => lists.get(userId) ?? [];

  return {
    append(userId, event) {
      lists.set(userId, [...of(userId), event]);
      newest.set(event.conversation.id, event);
    },
    event: (userId, syncId) => of(userId).find(({ sync_id }) => sync_id === syncId),
    head: (userId) => of(userId).at(-1)?.sync_id ?? 0,
    list(userId) {
      const latest = of(userId).filter((event) => newest.get(event.conversation.id) === event);
      const there = latest.toReversed().flatMap((event) => (event.type === 'ConversationChanged' ? [event.conversation] : []));
      return there.toSorted((one, other) => other.updated_at - one.updated_at);
    },
    isRemoved: (conversationId) => newest.get(conversationId)?.type === 'ConversationRemoved',
  };
}
