import type { LanguageModel, LanguageModelMiddleware, ProviderMetadata, TextStreamPart, ToolSet } from 'ai';
import type { Usage } from '../../protocol/index.ts';
import type { ChatModel, ModelDelta, ModelRequest, ModelTraits } from './chat-model.ts';
import { modelError, toModelError } from './model-failure.ts';
import { toModelMessages } from './prompt-parts.ts';
import { splitThinkTags } from './think-tags.ts';

/** How an AI SDK model is asked. */
export interface LanguageModelOptions extends ModelTraits {
  /** The name a message can choose it by. @default the model id */
  readonly name?: string;
  /** What the provider is to be told beside the messages, by its name. @default nothing */
  readonly providerOptions?: (request: ModelRequest) => ProviderMetadata;
}

/** Warnings are for whoever chose the settings; `ai` would print them in the middle of the server's log. */
const withoutWarnings: LanguageModelMiddleware = {
  specificationVersion: 'v4',
  async wrapStream({ doStream }) {
    const { stream, ...result } = await doStream();
    const silenced = stream.pipeThrough(
      new TransformStream<Streamed, Streamed>({
        transform: (part, controller) => controller.enqueue(part.type === 'stream-start' ? { ...part, warnings: [] } : part),
      }),
    );
    return { ...result, stream: silenced };
  },
};

type WrapStream = NonNullable<LanguageModelMiddleware['wrapStream']>;
type Streamed = Awaited<ReturnType<WrapStream>>['stream'] extends ReadableStream<infer Part> ? Part : never;

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

async function* readAnswer(
  model: Exclude<LanguageModel, string>,
  providerOptions: LanguageModelOptions['providerOptions'],
  request: ModelRequest,
): AsyncGenerator<ModelDelta, void, undefined> {
  const { jsonSchema, streamText, wrapLanguageModel } = await import('ai');
  const stop = new AbortController();
  const tools = Object.fromEntries(
    // Without `execute` a tool is not run here: the run does that, and logs it.
    (request.tools ?? []).map(({ name, description, inputSchema }) => [name, { description, inputSchema: jsonSchema(inputSchema) }]),
  );
  let inputLength = 0;
  let progress: 'asked' | 'answering' = 'asked';
  let answeredBy: string | undefined;

  try {
    const { stream } = streamText({
      model: wrapLanguageModel({ model, middleware: withoutWarnings }),
      ...toPrompt(request),
      ...(Object.keys(tools).length > 0 && { tools, toolChoice: request.toolChoice ?? 'auto' }),
      abortSignal: AbortSignal.any([request.signal, stop.signal]),
      maxRetries: 0,
      // Without it `ai` prints the error, which also comes as a part.
      onError: () => undefined,
      ...(providerOptions && { providerOptions: providerOptions(request) }),
    });
    for await (const part of stream) {
      if (part.type === 'error') throw part.error;
      if (part.type === 'tool-input-delta') inputLength += part.delta.length;
      if (inputLength > maxInputLength) throw modelError('model_broken', new Error('The input of a tool has no end.'));
      if (part.type === 'finish-step') answeredBy = part.response.modelId;
      const delta = toDelta(part, answeredBy);
      if (delta === undefined) continue;
      if (delta.type !== 'working') progress = 'answering';
      yield delta;
    }
  } catch (error) {
    if (!request.signal.aborted) throw toModelError(error, progress);
  } finally {
    // A reader that leaves early leaves nobody for the provider to write to.
    stop.abort();
  }
}

function toPrompt({ messages }: ModelRequest) {
  return {
    instructions: messages.flatMap(({ role, content }) => (role === 'system' ? { role, content } : [])),
    messages: messages.flatMap(toModelMessages),
  };
}

function toDelta(part: TextStreamPart<ToolSet>, model: string | undefined): ModelDelta | undefined {
  switch (part.type) {
    case 'reasoning-delta':
      return { type: 'reasoning', text: part.text };
    case 'text-delta':
      return { type: 'content', text: part.text };
    case 'tool-input-start':
    case 'tool-input-delta':
      return { type: 'working' };
    case 'tool-call':
      // One that the provider runs itself is its own affair.
      if (part.providerExecuted === true) return { type: 'working' };
      return { type: 'tool-call', id: part.toolCallId, name: part.toolName, input: part.input };
    case 'finish': {
      // The stream ended in good order, but the provider had not said that the answer was at its end.
      if (part.finishReason === 'interrupted' || part.finishReason === 'error') throw modelError('model_interrupted');
      return { type: 'finish', finish_reason: part.finishReason, usage: toUsage(part.totalUsage), ...(model !== undefined && { model }) };
    }
    default:
      return undefined;
  }
}

function toUsage(usage: Extract<TextStreamPart<ToolSet>, { type: 'finish' }>['totalUsage']): Usage {
  const { inputTokens, outputTokens, outputTokenDetails } = usage;
  const { reasoningTokens } = outputTokenDetails;
  return {
    ...(inputTokens !== undefined && { input_tokens: inputTokens }),
    ...(outputTokens !== undefined && { output_tokens: outputTokens }),
    ...(reasoningTokens !== undefined && { reasoning_tokens: reasoningTokens }),
  };
}
