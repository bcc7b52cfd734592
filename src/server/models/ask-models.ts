import type { Environment } from '../environment.ts';
import { pause } from '../pause.ts';
import { ModelError, type ChatModel, type ModelDelta, type ModelRequest } from './chat-model.ts';
import { fitPrompt } from './fit-prompt.ts';
import { withinTime, type TimeLimits } from './within-time.ts';

/** A model is about to be asked; what follows is its answer. */
export interface AskedDelta {
  readonly type: 'asked';
  readonly model: ChatModel;
  /** How many messages of the path it is not given, for want of room. */
  readonly omitted: number;
  /** What it is given weighs about so many tokens. */
  readonly tokens: number;
}

/** What asking needs besides the question. */
export interface AskOptions {
  /** The one to ask, then those that take its place. */
  readonly models: readonly ChatModel[];
  readonly request: ModelRequest;
  readonly limits: TimeLimits;
  readonly environment: Environment;
  /** Hears each piece as it comes. What it returns is waited for before the next one. */
  readonly hear: (delta: ModelDelta | AskedDelta) => Promise<void> | undefined;
  /** A model failed, and is asked again, or the next one in its place. */
  readonly onRetry: (model: ChatModel, error: unknown) => void;
}

/** How often one model is asked again because its provider says when. */
const maxRetries = 2;
/** The longest wait that a provider may ask for, in milliseconds. */
const maxRetryAfterMs = 20_000;

/**
 * Lets the first model that begins an answer be heard to its end. A model that fails before its first word is asked again if its provider says when, and
 * then the next takes its place; one that has begun is never replaced.
 */
export async function askModels(options: AskOptions): Promise<void> {
  const { models, request, limits, environment, hear, onRetry } = options;
  for (const [place, model] of models.entries()) {
    for (let retries = 0; ; retries += 1) {
      let hasBegun = false;
      try {
        const { messages, omitted, tokens } = fitPrompt(request.messages, model.traits?.contextTokens);
        await hear({ type: 'asked', model, omitted, tokens });
        const ask = (signal: AbortSignal) => model.stream({ ...suited(request, model), messages, signal });
        await withinTime({
          ask,
          hear,
          onBegun: () => (hasBegun = true),
          signal: request.signal,
          limits,
          environment,
        });
        return;
      } catch (error) {
        if (hasBegun || request.signal.aborted) throw error;
        const retryMs = retries < maxRetries ? retryDelay(error) : undefined;
        if (retryMs === undefined && place === models.length - 1) throw error;
        onRetry(model, error);
        if (retryMs === undefined) break;
        await pause(environment, retryMs, request.signal);
        if (request.signal.aborted) return;
      }
    }
  }
}

/** How long to wait before the same model is asked again; undefined: it is not. */
function retryDelay(error: unknown): number | undefined {
  const delayMs = error instanceof ModelError ? error.retryAfterMs : undefined;
  return delayMs !== undefined && delayMs <= maxRetryAfterMs ? delayMs : undefined;
}

/** A model is asked for nothing that it cannot do. */
function suited({ tools, ...request }: ModelRequest, { traits = {} }: ChatModel): ModelRequest {
  const { callsTools = true, reasons = true } = traits;
  return { ...request, useReasoning: request.useReasoning && reasons, ...(tools && callsTools && { tools }) };
}
