export { ModelError, type ChatModel, type ModelDelta, type ModelRequest, type PromptMessage } from './chat-model.ts';
export { fromLanguageModel, type LanguageModelOptions } from './from-language-model.ts';
export { createGroqService, type GroqOptions, type GroqService } from './groq-service.ts';
export { type ModelFailure } from './model-failure.ts';
export { createModelRouter, UnknownModelError, type ModelRouter, type ModelRouterOptions, type RouteRequest } from './model-router.ts';
export { createOpenAICompatible, type OpenAICompatibleOptions } from './openai-compatible.ts';
export { routerFromEnvironment, type Environment } from './router-from-environment.ts';
export { createScriptedModel, type ScriptedModelOptions } from './scripted-model.ts';
