/** Conversations of which something is on its way: whoever leaves the page of a chat does not lose what was just sent. */
export interface WorkHolds {
  /** Something was sent, has arrived, or will not: holds the conversation as long as it is worked on. */
  check(conversationId: string): void;
}

/** `hold` takes what the work on a conversation needs; the function that it returns gives it back. */
export function createWorkHolds(isWorking: (conversationId: string) => boolean, hold: (conversationId: string) => () => void): WorkHolds {
  const releases = new Map<string, () => void>();
  return {
    check(conversationId) {
      const release = releases.get(conversationId);
      if (isWorking(conversationId)) {
        if (!release) releases.set(conversationId, hold(conversationId));
        return;
      }
      releases.delete(conversationId);
      release?.();
    },
  };
}
