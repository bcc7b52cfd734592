export { type ChatMessage, type Delivery } from './chat-message.ts';
export { emptyView, messageOf, messagesOf, type ChatState, type ConversationView } from './chat-state.ts';
export { chatStoreOf, createChatStore, type ChatStore, type ChatStoreOptions } from './create-chat-store.ts';
export { requestFrame, type RequestFrame } from './frame-commit.ts';
