export { createConnectionRegistry, sharedRegistry, type ConnectionRegistry } from './connection-registry.ts';
export type { ConnectionState } from './connection-state.ts';
export type { ChatClient, ChatClientOptions, ClientChange, RegenerateOptions, SendOptions } from './chat-client.ts';
export { createChatClient } from './create-chat-client.ts';
export { realEnvironment, type ClientSocket, type Environment } from './environment.ts';
export type { DeliveryError, OutboxEntry, Outgoing } from './outbox.ts';
export type { KeptMessage, OpenKeeper, OutboxKeeper, TabEvents, TabMembership, TabMessage } from './outbox-keeper.ts';
export type { Page, PageSignal } from './page-lifecycle.ts';
export type { ConversationStatus, HeldConversation } from './subscriptions.ts';
