import type { ChatModel, ModelRequest } from './chat-model.ts';
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
}

/** The two models with which Groq answers. */
export interface GroqService {
  readonly chat: ChatModel;
  readonly reasoning: ChatModel;
}

/** Groq's chat completions, by `@ai-sdk/groq`. */
export async function createGroqService(options: GroqOptions): Promise<GroqService> {
  const { apiKey = 'none', baseUrl, model = 'openai/gpt-oss-20b', reasoningModel = 'qwen/qwen3.6-27b' } = options;
  // `ai` is loaded now, so that the first answer does not wait for it.
  const [{ createGroq }] = await Promise.all([import('@ai-sdk/groq'), import('ai')]);
  const groq = createGroq({ apiKey, ...(baseUrl !== undefined && { baseURL: baseUrl }) });
  const chatModel = (id: string) =>
    fromLanguageModel(groq(id), { providerOptions: (request) => ({ groq: reasoningOptions(id, request, reasoningModel) }) });

  return { chat: chatModel(model), reasoning: chatModel(reasoningModel) };
}

function reasoningOptions(model: string, { useReasoning }: ModelRequest, reasoningModel: string): Record<string, string> {
  // These always reason, in a field of its own, and refuse `reasoning_format`.
  if (model.startsWith('openai/gpt-oss')) return { reasoningEffort: useReasoning ? 'medium' : 'low' };
  // Models that do not reason refuse it too.
  return useReasoning && model === reasoningModel ? { reasoningFormat: 'parsed' } : {};
}
