import type { ChatModel, ModelRequest, ModelTraits } from './chat-model.ts';
import { fromLanguageModel } from './from-language-model.ts';

/** Where Groq is, and which of its models answer. */
export interface GroqOptions {
  /** The key of the account. A stand-in for Groq on one's own machine may need none. */
  readonly apiKey?: string;
  /** @default 'https://api.groq.com/openai/v1' */
  readonly baseUrl?: string;
  /** The model that answers without showing its reasoning. @default 'openai/gpt-oss-20b' */
  readonly model?: string;
  /** The model that reasons first. @default 'qwen/qwen3.6-27b' */
  readonly reasoningModel?: string;
  /** What is known of the first one. @default 131,072 `contextTokens`, as nearly all have on Groq */
  readonly traits?: ModelTraits;
  /** What is known of the one that reasons. @default the same `contextTokens` */
  readonly reasoningTraits?: ModelTraits;
}

/** The two models with which Groq answers. */
export interface GroqService {
  readonly chat: ChatModel;
  readonly reasoning: ChatModel;
}

const usual: ModelTraits = { contextTokens: 131_072 };

/** Groq's chat completions, by `@ai-sdk/groq`. */
export async function createGroqService(options: GroqOptions): Promise<GroqService> {
  const { apiKey = 'none', baseUrl, model = 'openai/gpt-oss-20b', reasoningModel = 'qwen/qwen3.6-27b' } = options;
  // `ai` is loaded now, so that the first answer does not wait for it.
  const [{ createGroq }] = await Promise.all([import('@ai-sdk/groq'), import('ai')]);
  const groq = createGroq({ apiKey, ...(baseUrl !== undefined && { baseURL: baseUrl }) });
  const chatModel = (id: string, traits: ModelTraits = {}) => {
    const providerOptions = (request: ModelRequest) => ({ groq: reasoningOptions(id, request, reasoningModel) });
    return fromLanguageModel(groq(id), { ...usual, ...traits, providerOptions });
  };

  return { chat: chatModel(model, options.traits), reasoning: chatModel(reasoningModel, options.reasoningTraits) };
}

function reasoningOptions(model: string, { useReasoning }: ModelRequest, reasoningModel: string): Record<string, string> {
  // These always reason, in a field of its own, and refuse `reasoning_format`.
  if (model.startsWith('openai/gpt-oss')) return { reasoningEffort: useReasoning ? 'medium' : 'low' };
  // Models that do not reason refuse it too.
  return useReasoning && model === reasoningModel ? { reasoningFormat: 'parsed' } : {};
}
