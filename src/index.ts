'use client';

export * from './components/index.ts';
export * from './react/index.ts';
export {
  createConnectionRegistry,
  OutboxFullError,
  type ConnectionRegistry,
  type ConnectionState,
  type ConversationStatus,
  type DeliveryError,
} from './client/index.ts';
export { joinText, type MessageStatus, type Part, type PartText, type ReasoningPart, type TextPart } from './protocol/index.ts';
export type { ChatMessage, ChatStore, Delivery } from './store/index.ts';
