import { onTestFinished } from 'vitest';
import type { MessageFile } from '../../../src/protocol/index.ts';
import type { ChatModel, ModelDelta } from '../../../src/server/models/index.ts';
import { startLoopbackModel, type LoopbackModel, type LoopbackModelOptions } from '../../support/loopback-model.ts';

export interface Answer {
  deltas: ModelDelta[];
  reasoning: string;
  content: string;
  finish: Extract<ModelDelta, { type: 'finish' }> | undefined;
  error: unknown;
}

interface Question {
  question?: string;
  files?: MessageFile[];
  useReasoning?: boolean;
  signal?: AbortSignal;
  /** Called with each piece as it comes. */
  onDelta?: (delta: ModelDelta) => void;
}

/** Asks, and gathers all that comes until the stream ends. */
export async function ask(
  model: ChatModel,
  { question = 'Hello?', files, useReasoning = true, signal, onDelta }: Question = {},
): Promise<Answer> {
  const answer: Answer = { deltas: [], reasoning: '', content: '', finish: undefined, error: undefined };
  const messages = [{ role: 'user' as const, content: question, ...(files ? { files } : {}) }];
  try {
    for await (const delta of model.stream({ messages, useReasoning, signal: signal ?? new AbortController().signal })) {
      answer.deltas.push(delta);
      if (delta.type === 'finish') answer.finish = delta;
      if (delta.type === 'content' || delta.type === 'reasoning') answer[delta.type] += delta.text;
      onDelta?.(delta);
    }
  } catch (error) {
    answer.error = error;
  }
  return answer;
}

/** A loopback provider that closes with the test. */
export async function provider(options: LoopbackModelOptions = {}): Promise<LoopbackModel> {
  const loopback = await startLoopbackModel(options);
  onTestFinished(() => loopback.close());
  return loopback;
}
