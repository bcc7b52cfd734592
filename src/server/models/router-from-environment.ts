import type { ChatModel } from './chat-model.ts';
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
 * @throws Error with one line that names the variable and says what was expected.
 */
export async function routerFromEnvironment(env: Environment): Promise<ModelRouter> {
  const groq = readProvider(env, 'GROQ');
  const reasoningModel = read(env, 'GROQ_REASONING_MODEL', word);
  const openai = readProvider(env, 'OPENAI');

  if (groq !== undefined) {
    const { createGroqService } = await import('./groq-service.ts');
    const { chat, reasoning } = await createGroqService({ ...groq, ...(reasoningModel !== undefined && { reasoningModel }) });
    const spare = openai && (await connectOpenAI(openai));
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

interface Expectation {
  readonly words: string;
  readonly holds: (value: string) => boolean;
}

const word: Expectation = { words: 'printable characters without spaces', holds: (value) => /^[!-~]+$/.test(value) };
const url: Expectation = {
  words: 'a URL that starts with http:// or https://',
  holds: (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
};

/** What the environment says about a provider, or nothing when it names neither its key nor its address. */
function readProvider(env: Environment, prefix: 'GROQ' | 'OPENAI') {
  const apiKey = read(env, `${prefix}_API_KEY`, word);
  const baseUrl = read(env, `${prefix}_BASE_URL`, url);
  const model = read(env, `${prefix}_MODEL`, word);
  if (apiKey === undefined && baseUrl === undefined) return undefined;
  return { ...(apiKey !== undefined && { apiKey }), ...(baseUrl !== undefined && { baseUrl }), ...(model !== undefined && { model }) };
}

/** A variable that is empty is not set. The value stays out of the message: it may be a key. */
function read(env: Environment, name: string, expected: Expectation): string | undefined {
  const value = env[name]?.trim() ?? '';
  if (value === '') return undefined;
  if (!expected.holds(value)) throw new Error(`${name}: expected ${expected.words}`);
  return value;
}
