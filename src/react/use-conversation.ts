import { useStore } from 'zustand';
import type { ConnectionState, ConversationStatus } from '../client/index.ts';
import type { ConversationView } from '../store/index.ts';
import type { ChatActions } from './chat-actions.ts';
import { useChatContext } from './chat-context.ts';

const none: readonly string[] = [];

function useView<T>(caller: string, select: (view: ConversationView | undefined) => T): T {
  const { store, conversationId } = useChatContext(caller);
  return useStore(store, (state) => select(state.conversations[conversationId]));
}

/** The id of the conversation. */
export function useConversationId(): string {
  return useChatContext('useConversationId()').conversationId;
}

/** Ids of the messages that are shown, in order. Changes when one comes or goes, not when one grows. */
export function useMessageIds(): readonly string[] {
  return useView('useMessageIds()', (view) => view?.messageIds ?? none);
}

/** For each of `useMessageIds` a key that stays the same when another branch is shown in its place. */
export function useMessageSlots(): readonly string[] {
  return useView('useMessageSlots()', (view) => view?.slots ?? none);
}

/** Whether an answer is awaited or under way. */
export function useIsStreaming(): boolean {
  return useView('useIsStreaming()', (view) => view?.isStreaming ?? false);
}

/** Whether the conversation is still loading, ready, gone, or could not be loaded. */
export function useConversationStatus(): ConversationStatus {
  return useView('useConversationStatus()', (view) => view?.status ?? 'loading');
}

/** Whether there are messages before the first one shown, are being loaded, or could not be. */
export function useEarlier(): ConversationView['earlier'] {
  return useView('useEarlier()', (view) => view?.earlier ?? 'none');
}

/** The state of the connection. */
export function useConnection(): ConnectionState {
  return useStore(useChatContext('useConnection()').store, (state) => state.connection);
}

/** What can be done in the conversation. */
export function useChatActions(): ChatActions {
  return useChatContext('useChatActions()').actions;
}
