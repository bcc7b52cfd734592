import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ConnectionState } from '../client/index.ts';
import { emptyView, messagesOf, type ChatMessage } from '../store/index.ts';
import type { ChatActions } from './chat-actions.ts';
import { useChatSession, type ChatSocketOptions } from './use-chat-session.ts';

/** A conversation as a component needs it. */
export interface ChatSocket extends ChatActions {
  readonly conversationId: string;
  /** All messages that are shown, in order; what did not change keeps its identity. */
  readonly messages: readonly ChatMessage[];
  /** What was sent while an answer streams, in order: it waits for the end of that, can be removed or sent now, and is not among `messages`. */
  readonly queued: readonly ChatMessage[];
  /** An answer is awaited or under way. */
  readonly isStreaming: boolean;
  readonly connection: ConnectionState;
}

/**
 * A conversation over a WebSocket. The component renders once per frame while an answer streams; to render one message alone, use
 * `ChatProvider` with `useMessage`.
 */
export function useChatSocket(options: ChatSocketOptions): ChatSocket {
  const { store, conversationId, actions } = useChatSession(options);
  const connection = useStore(store, (state) => state.connection);
  const held = useStore(store, (state) => state.conversations[conversationId]);
  return useMemo(() => {
    const view = held ?? emptyView(conversationId);
    const queued = messagesOf(view, view.queuedIds);
    return { conversationId, messages: messagesOf(view), queued, isStreaming: view.isStreaming, connection, ...actions };
  }, [conversationId, held, connection, actions]);
}
