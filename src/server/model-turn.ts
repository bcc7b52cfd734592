import type { Usage } from '../protocol/index.ts';
import type { AnswerEnd, AnswerWriter } from './answer-writer.ts';
import {
  addUsage,
  askModels,
  ModelError,
  withCost,
  type AskedDelta,
  type ChatModel,
  type ModelDelta,
  type ModelRequest,
} from './models/index.ts';
import type { RunOptions } from './run.ts';
import { cleanText } from './written-text.ts';

/** A tool that a model calls. */
export type ModelCall = Pick<Extract<ModelDelta, { type: 'tool-call' }>, 'id' | 'name' | 'input'>;

/** What a turn of the model needs. */
export interface TurnOptions extends Pick<RunOptions, 'answer' | 'conversationId' | 'environment' | 'limits' | 'logger' | 'models'> {
  readonly request: Pick<ModelRequest, 'messages' | 'tools' | 'toolChoice'>;
  readonly writer: Pick<AnswerWriter, 'add' | 'isFull' | 'room'>;
  readonly signal: AbortSignal;
  /** What is known of the answer's end from the turns before. */
  readonly before: AnswerEnd;
  /** What is known of it now: also where the turn fails. */
  readonly onEnd: (known: AnswerEnd) => void;
  /** Told about how many tokens the turn has taken, where its model does not come to say so. */
  readonly onUncounted: (tokens: number) => void;
}

/** How many UTF-16 code units are a token: English has four, Chinese one or two. */
const unitsPerToken = 3;

/** The most tools that are called at once; a model that asks for more is heard no further. */
const maxCalls = 16;

/** The longest name of a model or reason for an end, in UTF-16 code units. */
const maxWordLength = 200;

/** The database was away for longer than an answer can be held. */
const notStored = { code: 'unavailable', message: 'The answer could not be stored while it was written.', retryable: true };

/** Lets the model write until it has ended, or calls tools: those it resolves to. */
export async function askModel(options: TurnOptions): Promise<readonly ModelCall[]> {
  const { answer, conversationId, environment, limits, logger, request, writer, onEnd, onUncounted } = options;
  const enough = new AbortController();
  const signal = AbortSignal.any([options.signal, enough.signal]);
  const useReasoning = answer.options?.use_reasoning === true;
  const calls: ModelCall[] = [];
  let known = options.before;
  let asked: ChatModel | undefined;
  let promptTokens = 0;
  let writtenLength = 0;
  let isCounted = false;
  const learn = (news: Partial<AnswerEnd>) => {
    known = { ...known, ...news };
    onEnd(known);
  };

  const onRetry = (model: ChatModel, error: unknown) => {
    logger.error('a model failed, and another try is made', {
      conversation_id: conversationId,
      message_id: answer.id,
      model: model.name,
      error,
    });
  };
  const all = { ...request, useReasoning, signal };

  function hear(delta: ModelDelta | AskedDelta): Promise<void> | undefined {
    switch (delta.type) {
      case 'asked':
        asked = delta.model;
        promptTokens = delta.tokens;
        known = omitting(known, delta.omitted);
        learn({ model: asked.name });
        return undefined;
      case 'working':
        return undefined;
      case 'tool-call':
        if (calls.length < maxCalls) calls.push(delta);
        else enough.abort();
        return undefined;
      case 'finish': {
        isCounted = delta.usage !== undefined;
        const finish_reason = word(delta.finish_reason);
        const model = delta.model === undefined ? asked?.name : word(delta.model);
        const usage = addUsage(known.usage, withCost(delta.usage, asked?.traits?.price));
        learn({ finish_reason, ...(model === undefined ? {} : { model }), ...withUsage(usage) });
        return undefined;
      }
      default:
        writtenLength += delta.text.length;
        if (writer.add(delta.type, delta.text)) return undefined;
        if (writer.isFull()) enough.abort();
        return waitForRoom();
    }
  }

  async function waitForRoom(): Promise<void> {
    if (!(await writer.room())) throw new ModelError(notStored);
  }

  try {
    await askModels({ models: options.models(), request: all, limits, environment, hear, onRetry });
  } catch (error) {
    // Who refuses takes nothing.
    isCounted ||= writtenLength === 0 && calls.length === 0;
    throw error;
  } finally {
    if (!isCounted) onUncounted(promptTokens + Math.ceil(writtenLength / unitsPerToken));
  }
  if (writer.isFull()) learn({ finish_reason: 'length' });
  return request.toolChoice === 'none' || writer.isFull() ? [] : calls;
}

/** What a model says of itself, as it may stand in a log (R1.4). */
function word(text: string): string {
  return cleanText(text.slice(0, maxWordLength));
}

function withUsage(usage: Usage | undefined): { usage?: Usage } {
  return usage === undefined ? {} : { usage };
}

/** What another model was not given does not count. */
function omitting({ usage = {}, ...end }: AnswerEnd, omitted: number): AnswerEnd {
  const { omitted_messages: _, ...used } = usage;
  const told = { ...used, ...(omitted > 0 && { omitted_messages: omitted }) };
  return { ...end, ...(Object.keys(told).length > 0 && { usage: told }) };
}
