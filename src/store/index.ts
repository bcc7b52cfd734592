export { type ChatMessage, type Delivery } from './chat-message.ts';
export { emptyView, messageOf, messagesOf, type ChatState, type ConversationView } from './chat-state.ts';
export { conversationsStoreOf, createConversationsStore, type ConversationsStore, type ConversationsView } from './conversations-store.ts';
export { chatStoreOf, createChatStore, type ChatStore, type ChatStoreOptions } from './create-chat-store.ts';
export { requestFrame, type RequestFrame } from './frame-commit.ts';
