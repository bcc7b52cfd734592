import type { LanguageModel, ProviderMetadata } from 'ai';
import type { Usage } from '../../protocol/index.ts';
import type { ChatModel, ModelDelta, ModelRequest, ModelTraits } from './chat-model.ts';
import { modelError, toModelError } from './model-failure.ts';
import { toSdkMessages, type CallOptions, type SdkModel } from './prompt-parts.ts';
import { splitThinkTags } from './think-tags.ts';

/** How an AI SDK model is asked. */
export interface LanguageModelOptions extends ModelTraits {
  /** The name a message can choose it by. @default the model id */
  readonly name?: string;
  /** What the provider is to be told beside the messages, by its name. @default nothing */
  readonly providerOptions?: (request: ModelRequest) => ProviderMetadata;
}

/**
 * Any model of the AI SDK as a `ChatModel`. It is asked exactly once, never again behind the reader's back. Its failures become
 * `ModelError`s with words fit for a person.
 */
export function fromLanguageModel(model: Exclude<LanguageModel, string>, options: LanguageModelOptions = {}): ChatModel {
  const { name = model.modelId, providerOptions, ...traits } = options;
  return { name, traits, stream: (request) => splitThinkTags(readAnswer(model, providerOptions, request)) };
}

/** The longest input of one tool call, in UTF-16 code units. */
const maxInputLength = 1024 * 1024;

type SdkPart = Awaited<ReturnType<SdkModel['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never;

/** The model is asked without `streamText` around it, whose streams within streams cost a token more than all the rest of its way. */
async function* readAnswer(
  model: Exclude<LanguageModel, string>,
  providerOptions: LanguageModelOptions['providerOptions'],
  request: ModelRequest,
): AsyncGenerator<ModelDelta, void, undefined> {
  // It takes models of older versions of the SDK, too.
  const { wrapLanguageModel } = await import('ai');
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  let inputLength = 0;
  let progress: 'asked' | 'answering' = 'asked';
  let answeredBy: string | undefined;

  try {
    signal.throwIfAborted();
    const { stream } = await wrapLanguageModel({ model, middleware: [] }).doStream({
      ...toCallOptions(request),
      abortSignal: signal,
      ...(providerOptions && { providerOptions: providerOptions(request) }),
    });
    const reader = stream.getReader();
    // A provider need not listen.
    const leave = () => void reader.cancel().catch(() => undefined);
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const part = next.value;
      if (part.type === 'error') throw part.error;
      if (part.type === 'tool-input-delta') inputLength += part.delta.length;
      if (inputLength > maxInputLength) throw modelError('model_broken', new Error('The input of a tool has no end.'));
      if (part.type === 'response-metadata') answeredBy = part.modelId;
      const delta = toDelta(part, answeredBy);
      if (delta === undefined) continue;
      if (delta.type !== 'working') progress = 'answering';
      yield delta;
      if (delta.type === 'finish') return;
    }
    throw modelError('model_interrupted');
  } catch (error) {
    if (!request.signal.aborted) throw toModelError(error, progress);
  } finally {
    // A reader that leaves early leaves nobody for the provider to write to.
    stop.abort();
  }
}

function toCallOptions({ messages, tools = [], toolChoice = 'auto' }: ModelRequest): CallOptions {
  const prompt = messages.flatMap(toSdkMessages);
  if (tools.length === 0) return { prompt };
  return { prompt, tools: tools.map((tool) => ({ type: 'function', ...tool })), toolChoice: { type: toolChoice } };
}

function toDelta(part: SdkPart, model: string | undefined): ModelDelta | undefined {
  switch (part.type) {
    case 'reasoning-delta':
      return { type: 'reasoning', text: part.delta };
    case 'text-delta':
      return { type: 'content', text: part.delta };
    case 'tool-input-start':
    case 'tool-input-delta':
      return { type: 'working' };
    case 'tool-call':
      // One that the provider runs itself is its own affair.
      if (part.providerExecuted === true) return { type: 'working' };
      return { type: 'tool-call', id: part.toolCallId, name: part.toolName, input: toInput(part.input) };
    case 'finish': {
      const { unified } = part.finishReason;
      // The stream ended in good order, but the provider had not said that the answer was at its end.
      if (unified === 'interrupted' || unified === 'error') throw modelError('model_interrupted');
      return { type: 'finish', finish_reason: unified, usage: toUsage(part.usage), ...(model !== undefined && { model }) };
    }
    default:
      return undefined;
  }
}

/** A run tells the model what is wrong with input that cannot be read. */
function toInput(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    // No tool asks for this one, and whoever copies it field by field would be given another prototype.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return text;
  }
}

function toUsage({ inputTokens, outputTokens }: Extract<SdkPart, { type: 'finish' }>['usage']): Usage {
  return {
    ...(inputTokens.total !== undefined && { input_tokens: inputTokens.total }),
    ...(outputTokens.total !== undefined && { output_tokens: outputTokens.total }),
    ...(outputTokens.reasoning !== undefined && { reasoning_tokens: outputTokens.reasoning }),
  };
}
