export { ModelError, type ChatModel, type ModelDelta, type ModelRequest, type PromptMessage } from './chat-model.ts';
export { createModelRouter, UnknownModelError, type ModelRouter, type ModelRouterOptions, type RouteRequest } from './model-router.ts';
