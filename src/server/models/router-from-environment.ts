import type { ChatModel, ModelTraits } from './chat-model.ts';
import { createModelRouter, type ModelRouter } from './model-router.ts';
import type { OpenAICompatibleOptions } from './openai-compatible.ts';
import { createScriptedModel } from './scripted-model.ts';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The router that the environment asks for. The first that is set wins:
 *
 * 1. `GROQ_API_KEY` or `GROQ_BASE_URL`: Groq, with `GROQ_MODEL` and, for messages with `use_reasoning`, `GROQ_REASONING_MODEL`;
 * 2. `OPENAI_API_KEY` or `OPENAI_BASE_URL`: that endpoint, with `OPENAI_MODEL`; beside Groq it answers where Groq fails before its first word;
 * 3. nothing: the scripted model, for which no provider's package is loaded.
 *
 * `GROQ_CONTEXT_TOKENS`, `GROQ_PRICE`, `GROQ_REASONING_PRICE`, `OPENAI_CONTEXT_TOKENS` and `OPENAI_PRICE` say what is known of the models.
 *
 * @throws Error with one line that names the variable and says what was expected.
 */
export async function routerFromEnvironment(env: Environment): Promise<ModelRouter> {
  const groq = readProvider(env, 'GROQ');
  const reasoningModel = read(env, 'GROQ_REASONING_MODEL', word);
  const reasoningTraits = readTraits(env, 'GROQ_CONTEXT_TOKENS', 'GROQ_REASONING_PRICE');
  const openai = readProvider(env, 'OPENAI');

  if (groq !== undefined) {
    const { createGroqService } = await import('./groq-service.ts');
    const { chat, reasoning } = await createGroqService({
      ...groq,
      reasoningTraits,
      ...(reasoningModel !== undefined && { reasoningModel }),
    });
    const spare = openai && named(await connectOpenAI(openai), [chat.name, reasoning.name]);
    return createModelRouter({
      models: { ...(spare && { [spare.name]: spare }), [chat.name]: chat, [reasoning.name]: reasoning },
      default: chat.name,
      reasoning: reasoning.name,
      ...(spare && { fallbacks: { [chat.name]: [spare.name], [reasoning.name]: [spare.name] } }),
    });
  }

  if (openai !== undefined) {
    const model = await connectOpenAI(openai);
    return createModelRouter({ models: { [model.name]: model }, default: model.name });
  }

  const scripted = createScriptedModel();
  return createModelRouter({ models: { [scripted.name]: scripted }, default: scripted.name });
}

async function connectOpenAI(options: OpenAICompatibleOptions): Promise<ChatModel> {
  const { createOpenAICompatible } = await import('./openai-compatible.ts');
  return createOpenAICompatible(options);
}

/** A model under a name of its own: two providers may have one of the same name. */
function named(model: ChatModel, taken: readonly string[]): ChatModel {
  return taken.includes(model.name) ? { ...model, name: `${model.name} (spare)` } : model;
}

interface Expectation {
  readonly words: string;
  readonly holds: (value: string) => boolean;
}

const word: Expectation = { words: 'printable characters without spaces', holds: (value) => /^[!-~]+$/.test(value) };
const url: Expectation = {
  words: 'a URL that starts with http:// or https://',
  holds: (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
};

const whole: Expectation = { words: 'a whole number from 1 on', holds: (value) => /^[1-9]\d{0,8}$/.test(value) };
const price: Expectation = {
  words: 'what a million tokens cost in US dollars, as input/output, like 0.15/0.60',
  holds: (value) => /^\d+(\.\d+)?\/\d+(\.\d+)?$/.test(value),
};

/** What the environment says about a provider, or nothing when it names neither its key nor its address. */
function readProvider(env: Environment, prefix: 'GROQ' | 'OPENAI') {
  const apiKey = read(env, `${prefix}_API_KEY`, word);
  const baseUrl = read(env, `${prefix}_BASE_URL`, url);
  const model = read(env, `${prefix}_MODEL`, word);
  const traits = readTraits(env, `${prefix}_CONTEXT_TOKENS`, `${prefix}_PRICE`);
  if (apiKey === undefined && baseUrl === undefined) return undefined;
  return {
    traits,
    ...(apiKey !== undefined && { apiKey }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(model !== undefined && { model }),
  };
}

function readTraits(env: Environment, contextName: string, priceName: string): ModelTraits {
  const contextTokens = read(env, contextName, whole);
  const [input, output] = read(env, priceName, price)?.split('/').map(Number) ?? [];
  return {
    ...(contextTokens !== undefined && { contextTokens: Number(contextTokens) }),
    ...(input !== undefined && output !== undefined && { price: { input, output } }),
  };
}

/** A variable that is empty is not set. The value stays out of the message: it may be a key. */
function read(env: Environment, name: string, expected: Expectation): string | undefined {
  const value = env[name]?.trim() ?? '';
  if (value === '') return undefined;
  if (!expected.holds(value)) throw new Error(`${name}: expected ${expected.words}`);
  return value;
}
