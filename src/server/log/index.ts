export type { ConversationList, ListReplay } from './conversation-list.ts';
export type * from './conversation-log.ts';
export type { ConversationState } from './conversation-state.ts';
export type { LogObserver } from './log-observer.ts';
export { LogLostError } from './owner.ts';
export { createSqlConversationLog, type SqlConversationLogOptions } from './sql-conversation-log.ts';
export type * from './stored-messages.ts';
export { eventsAfter, type Tail } from './tail.ts';
