import type { ChatModel, ModelTraits } from './chat-model.ts';
import { fromLanguageModel } from './from-language-model.ts';

/** Where an OpenAI-compatible endpoint is, and which of its models answers. */
export interface OpenAICompatibleOptions {
  /** A server on one's own machine usually needs none. */
  readonly apiKey?: string;
  /** @default 'https://api.openai.com/v1' */
  readonly baseUrl?: string;
  /** @default 'gpt-6-luna' */
  readonly model?: string;
  /** What is known of it. @default nothing: it is given the whole conversation, and no cost is told */
  readonly traits?: ModelTraits;
}

/**
 * A model behind any endpoint that speaks OpenAI's chat completions: OpenAI, OpenRouter, Ollama, vLLM, llama.cpp, LM Studio. Its
 * reasoning is taken from `reasoning`, from `reasoning_content`, or from between `<think>` tags.
 */
export async function createOpenAICompatible(options: OpenAICompatibleOptions): Promise<ChatModel> {
  const { apiKey, baseUrl = 'https://api.openai.com/v1', model = 'gpt-6-luna', traits } = options;
  // `ai` is loaded now, so that the first answer does not wait for it.
  const [provider] = await Promise.all([import('@ai-sdk/openai-compatible'), import('ai')]);
  const endpoint = provider.createOpenAICompatible({
    name: 'openai',
    baseURL: baseUrl,
    includeUsage: true,
    ...(apiKey !== undefined && { apiKey }),
  });
  return fromLanguageModel(endpoint(model), traits);
}
