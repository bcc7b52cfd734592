export { createChatServer, type ChatServer } from './create-chat-server.ts';
export type { Environment, Stop } from './environment.ts';
export type { LogFields, Logger } from './logger.ts';
export * from './models/index.ts';
export { defaultSettings, type ChatServerOptions, type ServerSettings } from './options.ts';
export { settingsFromEnvironment } from './settings-from-environment.ts';
export { StartError } from './start-error.ts';
