import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useChatContext } from './chat-context.ts';

/** Where a message stands among those that were asked or answered in its place. */
export interface Branches {
  /** From 0 on. */
  readonly index: number;
  readonly count: number;
  /** Shows the branch before; absent on the first. */
  readonly previous?: () => void;
  /** Shows the branch after; absent on the last. */
  readonly next?: () => void;
}

/** The branches beside a message: other answers to the same question, other words for the same question. */
export function useBranches(messageId: string): Branches {
  const { store, conversationId, actions } = useChatContext('useBranches()');
  const subscribe = useCallback(
    (onCommit: () => void) => store.subscribeMessage(conversationId, messageId, onCommit),
    [store, conversationId, messageId],
  );
  const read = () => store.getState().conversations[conversationId]?.branches.get(messageId);
  const branches = useSyncExternalStore(subscribe, read, read);
  return useMemo(() => {
    if (!branches) return { index: 0, count: 1 };
    const index = branches.indexOf(messageId);
    const previous = branches[index - 1];
    const next = branches[index + 1];
    return {
      index,
      count: branches.length,
      ...(previous === undefined ? {} : { previous: () => actions.chooseBranch(previous) }),
      ...(next === undefined ? {} : { next: () => actions.chooseBranch(next) }),
    };
  }, [branches, messageId, actions]);
}
