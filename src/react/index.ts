export type { ChatActions } from './chat-actions.ts';
export { useBranches, type Branches } from './use-branches.ts';
export { useChatFocus, type ChatFocus } from './use-chat-focus.ts';
export { ChatProvider, type ChatProviderProps } from './chat-provider.tsx';
export type { ChatSocketOptions } from './use-chat-session.ts';
export { useChatSocket, type ChatSocket } from './use-chat-socket.ts';
export {
  useChatActions,
  useConnection,
  useConversationId,
  useConversationStatus,
  useEarlier,
  useIsStreaming,
  useMessageIds,
  useMessageSlots,
} from './use-conversation.ts';
export { useDraft, type DraftState } from './use-draft.ts';
export { useMaxFrameBytes } from './use-max-frame-bytes.ts';
export { useQueuedIds, useUnsentCount } from './use-queue.ts';
export { useIsSentHere, useMessage, useMessageOutline, usePart, useParts, useReadMessage, type MessageOutline } from './use-message.ts';
export { useClock, useNow, useServerNow } from './use-now.ts';
export { useConversations, type ConversationsApi, type ConversationsOptions } from './use-conversations.ts';
