export type { ChatActions } from './chat-actions.ts';
export { ChatProvider, type ChatProviderProps } from './chat-provider.tsx';
export type { ChatSocketOptions } from './use-chat-session.ts';
export { useChatSocket, type ChatSocket } from './use-chat-socket.ts';
export {
  useChatActions,
  useConnection,
  useConversationId,
  useConversationStatus,
  useHasEarlier,
  useIsLoadingEarlier,
  useIsStreaming,
  useMessageIds,
} from './use-conversation.ts';
export { useMessage, usePart } from './use-message.ts';
export { useNow, useServerNow } from './use-now.ts';
