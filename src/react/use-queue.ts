import { useStore } from 'zustand';
import { useChatContext } from './chat-context.ts';

const none: readonly string[] = [];

/** Ids of the messages that wait for the end of an answer, in order. They are not among those of `useMessageIds`. */
export function useQueuedIds(): readonly string[] {
  const { store, conversationId } = useChatContext('useQueuedIds()');
  return useStore(store, (state) => state.conversations[conversationId]?.queuedIds ?? none);
}

/** How many messages of all conversations are still to be sent. */
export function useUnsentCount(): number {
  return useStore(useChatContext('useUnsentCount()').store, (state) => state.unsent);
}
