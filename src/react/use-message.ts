import { useCallback, useSyncExternalStore } from 'react';
import type { Part } from '../protocol/index.ts';
import type { ChatMessage } from '../store/index.ts';
import { useChatContext } from './chat-context.ts';

/** One message. The component renders again when that message has changed, and for no other. */
export function useMessage(messageId: string): ChatMessage | undefined {
  return useOfMessage('useMessage()', messageId, (message) => message);
}

/** One part of a message. The component renders again when that part has changed, and for no other. */
export function usePart(messageId: string, index: number): Part | undefined {
  return useOfMessage('usePart()', messageId, (message) => message?.parts[index]);
}

function useOfMessage<T>(caller: string, messageId: string, select: (message: ChatMessage | undefined) => T): T {
  const { store, conversationId } = useChatContext(caller);
  const subscribe = useCallback(
    (onCommit: () => void) => store.subscribeMessage(conversationId, messageId, onCommit),
    [store, conversationId, messageId],
  );
  const read = () => select(store.message(conversationId, messageId));
  return useSyncExternalStore(subscribe, read, read);
}
