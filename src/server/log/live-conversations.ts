import type { HeldConversation } from './conversation-log.ts';
import { trimWindow, type ConversationState } from './conversation-state.ts';

interface LiveConversation {
  state: ConversationState;
  holds: number;
}

/** The conversations in memory: those that someone holds, those with an unfinished answer, and the last used of the others. */
export interface LiveConversations {
  get(id: string): ConversationState | undefined;
  put(state: ConversationState): void;
  /** Undefined if it is not in memory. */
  hold(id: string): HeldConversation | undefined;
}

/** @param maxIdle how many conversations that nobody holds are kept. */
export function createLiveConversations(maxIdle: number): LiveConversations {
  const all = new Map<string, LiveConversation>();
  /** Those that nobody holds, in the order of their last use. */
  const idle = new Set<string>();

  function rest(id: string) {
    idle.delete(id);
    idle.add(id);
    for (const oldest of idle) {
      if (idle.size <= maxIdle) return;
      // An unfinished answer is in memory alone in part, and about to be run.
      if ((all.get(oldest)?.state.conversation.unfinished.length ?? 0) > 0) continue;
      idle.delete(oldest);
      all.delete(oldest);
    }
  }

  return {
    get: (id) => all.get(id)?.state,
    put(state) {
      const { id } = state.conversation;
      const live = all.get(id);
      if (live) live.state = hasSameMessages(live.state, state) ? state : trimWindow(state);
      else all.set(id, { state: trimWindow(state), holds: 0 });
      if (!live?.holds) rest(id);
    },
    hold(id) {
      const live = all.get(id);
      if (!live) return undefined;
      live.holds += 1;
      idle.delete(id);
      let isReleased = false;
      return {
        read: () => live.state,
        release() {
          if (isReleased) return;
          isReleased = true;
          live.holds -= 1;
          if (live.holds === 0) rest(id);
        },
      };
    },
  };
}

/** Whether no message was added and none has ended: text that streams in must not cost a look at all of them. */
function hasSameMessages(before: ConversationState, after: ConversationState): boolean {
  return (
    before.conversation.messages.length === after.conversation.messages.length &&
    before.conversation.unfinished === after.conversation.unfinished
  );
}
