export {
  createGitHubOAuth,
  createScrambleOAuth,
  signInFromEnvironment,
  type Authorization,
  type AuthorizedUser,
  type Authorize,
  type AuthorizeRequest,
  type GitHubOAuth,
  type GitHubOAuthOptions,
  type Profile,
  type ScrambleOAuth,
  type ScrambleOAuthOptions,
  type SignInProvider,
  type SignInRequest,
} from './auth/index.ts';
export type { CanAccess } from './conversation-access.ts';
export { createChatServer, type ChatServer } from './create-chat-server.ts';
export type { Environment, Stop } from './environment.ts';
export {
  createGitHubService,
  githubFromEnvironment,
  type GitHubOptions,
  type GitHubService,
  type GitHubToolsRequest,
} from './github/index.ts';
export type { LogFields, Logger } from './logger.ts';
export {
  createGroqService,
  createModelRouter,
  createOpenAICompatible,
  createScriptedModel,
  fromLanguageModel,
  ModelError,
  type AnsweredCall,
  type ModelErrorOptions,
  type ModelTraits,
  type TimeLimits,
  type TokenPrice,
  type ToolDescription,
  routerFromEnvironment,
  UnknownModelError,
  type ChatModel,
  type GroqOptions,
  type GroqService,
  type LanguageModelOptions,
  type ModelDelta,
  type ModelFailure,
  type ModelRequest,
  type ModelRouter,
  type ModelRouterOptions,
  type OpenAICompatibleOptions,
  type PromptMessage,
  type RouteRequest,
  type ScriptedModelOptions,
} from './models/index.ts';
export { defaultSettings, type ChatServerOptions, type ServerSettings } from './options.ts';
export { settingsFromEnvironment } from './settings-from-environment.ts';
export { StartError } from './start-error.ts';
export {
  defineTool,
  ToolError,
  type ChatTool,
  type PreparedCall,
  type ServerTools,
  type ToolDefinition,
  type ToolInput,
  type ToolUse,
} from './tools/index.ts';
