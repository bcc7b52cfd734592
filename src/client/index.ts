export { createConnectionRegistry, sharedRegistry, type ConnectionRegistry } from './connection-registry.ts';
export type { ConnectionState } from './connection-state.ts';
export {
  createChatClient,
  type ChatClient,
  type ChatClientOptions,
  type ClientChange,
  type RegenerateOptions,
  type SendOptions,
} from './create-chat-client.ts';
export { realEnvironment, type ClientSocket, type Environment } from './environment.ts';
export type { DeliveryError, OutboxEntry, Outgoing } from './outbox.ts';
export type { Page, PageSignal } from './page-lifecycle.ts';
export type { ConversationStatus, HeldConversation } from './subscriptions.ts';
