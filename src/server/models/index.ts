export { askModels, type AskedDelta, type AskOptions } from './ask-models.ts';
export {
  ModelError,
  type AnsweredCall,
  type ChatModel,
  type ModelDelta,
  type ModelErrorOptions,
  type ModelRequest,
  type ModelTraits,
  type PromptMessage,
  type TokenPrice,
  type ToolDescription,
} from './chat-model.ts';
export { fromLanguageModel, type LanguageModelOptions } from './from-language-model.ts';
export { createGroqService, type GroqOptions, type GroqService } from './groq-service.ts';
export { type ModelFailure } from './model-failure.ts';
export { createModelRouter, UnknownModelError, type ModelRouter, type ModelRouterOptions, type RouteRequest } from './model-router.ts';
export { createOpenAICompatible, type OpenAICompatibleOptions } from './openai-compatible.ts';
export { routerFromEnvironment, type Environment } from './router-from-environment.ts';
export { createScriptedModel, type ScriptedModelOptions } from './scripted-model.ts';
export { addUsage, withCost } from './usage.ts';
export { type TimeLimits } from './within-time.ts';
