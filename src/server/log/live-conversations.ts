import type { HeldConversation } from './conversation-log.ts';
import { trimWindow, type ConversationState } from './conversation-state.ts';

interface LiveConversation {
  state: ConversationState;
  holds: number;
}

/** The conversations in memory: those that someone holds, those with an unfinished answer, and the last used of the others. */
export interface LiveConversations {
  get(id: string): ConversationState | undefined;
  /** It stays until the next sweep at least. */
  put(state: ConversationState): void;
  /** Undefined if it is not in memory. */
  hold(id: string): HeldConversation | undefined;
  /** Lets go of one that nobody holds. */
  forget(id: string): void;
  /** Lets go of those that nobody needs and that were used longest ago, as far as there are too many. */
  sweep(): void;
}

/** @param maxIdle how many conversations that nobody holds are kept. */
export function createLiveConversations(maxIdle: number): LiveConversations {
  const all = new Map<string, LiveConversation>();
  /** Those that nobody needs, in the order of their last use. */
  const idle = new Set<string>();

  function touch(id: string, { state, holds }: LiveConversation) {
    idle.delete(id);
    // The text of an unfinished answer is not in its row yet, so it must stay.
    if (holds > 0 || state.conversation.unfinished.length > 0) return;
    idle.add(id);
  }

  function sweep() {
    for (const oldest of idle) {
      if (idle.size <= maxIdle) return;
      forget(oldest);
    }
  }

  function forget(id: string) {
    if (idle.delete(id)) all.delete(id);
  }

  return {
    get: (id) => all.get(id)?.state,
    put(state) {
      const { id, unfinished } = state.conversation;
      const live = all.get(id) ?? { state, holds: 0 };
      const isStreaming = live.state !== state && unfinished.length > 0 && hasSameMessages(live.state, state);
      live.state = isStreaming ? state : trimWindow(state);
      // Who needs it is still the same then.
      if (isStreaming) return;
      all.set(id, live);
      touch(id, live);
    },
    hold(id) {
      const live = all.get(id);
      if (!live) return undefined;
      live.holds += 1;
      touch(id, live);
      let isReleased = false;
      return {
        read: () => live.state,
        release() {
          if (isReleased) return;
          isReleased = true;
          live.holds -= 1;
          touch(id, live);
          sweep();
        },
      };
    },
    forget,
    sweep,
  };
}

/** Whether no message was added and none has ended: text that streams in must not cost a look at all of them. */
function hasSameMessages(before: ConversationState, after: ConversationState): boolean {
  return (
    before.conversation.messages.length === after.conversation.messages.length &&
    before.conversation.unfinished === after.conversation.unfinished
  );
}
