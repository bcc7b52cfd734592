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
  /** In the order of their last use. */
  const all = new Map<string, LiveConversation>();
  let held = 0;

  function touch(id: string, live: LiveConversation) {
    all.delete(id);
    all.set(id, live);
  }

  function evict() {
    if (all.size - held <= maxIdle) return;
    for (const [id, { holds, state }] of all) {
      if (holds > 0 || state.conversation.unfinished.length > 0) continue;
      all.delete(id);
      if (all.size - held <= maxIdle) return;
    }
  }

  return {
    get: (id) => all.get(id)?.state,
    put(state) {
      const live = all.get(state.conversation.id) ?? { state, holds: 0 };
      live.state = trimWindow(state);
      touch(state.conversation.id, live);
      evict();
    },
    hold(id) {
      const live = all.get(id);
      if (!live) return undefined;
      if (live.holds === 0) held += 1;
      live.holds += 1;
      touch(id, live);
      let isReleased = false;
      return {
        read: () => live.state,
        release() {
          if (isReleased) return;
          isReleased = true;
          live.holds -= 1;
          if (live.holds > 0) return;
          held -= 1;
          evict();
        },
      };
    },
  };
}
