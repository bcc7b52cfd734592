import type { Message, RunError } from '../protocol/index.ts';
import { createAnswerWriter, type AnswerEnd, type AnswerWriterOptions } from './answer-writer.ts';
import type { ConversationDraft } from './log/index.ts';
import { ModelError, UnknownModelError, type ChatModel } from './models/index.ts';
import { promptOf } from './prompt.ts';
import { untilAborted } from './until-aborted.ts';

/** One generation of one answer. It belongs to the server, and no socket can end it by going away. */
export interface Run {
  readonly conversation_id: string;
  readonly message_id: string;
  /** Appends what the model has written and the log does not have yet. */
  stage(draft: ConversationDraft): void;
  /** Its answer has ended by another hand: the model is not wanted any more. */
  abort(): void;
  /** Resolves when its answer has ended and the model is left. */
  readonly ended: Promise<void>;
}

/** What a run needs. */
export interface RunOptions extends Omit<AnswerWriterOptions, 'messageId' | 'signal'> {
  readonly answer: Message;
  /** Chooses the model; may throw. */
  readonly model: () => ChatModel;
}

/** Asks the model, and logs what it writes as it writes it. */
export function startRun(options: RunOptions): Run {
  const { conversationId, answer, log, logger } = options;
  const gone = new AbortController();
  const writer = createAnswerWriter({ ...options, messageId: answer.id, signal: gone.signal });
  const about = { conversation_id: conversationId, message_id: answer.id };

  async function generate(): Promise<AnswerEnd> {
    const full = new AbortController();
    const signal = AbortSignal.any([gone.signal, full.signal]);
    let end: AnswerEnd = { status: 'complete' };
    try {
      const messages = promptOf(await log.messages.path(answer.reply_to ?? answer.id));
      const model = options.model();
      end = { ...end, model: model.name };
      const stream = model.stream({ messages, useReasoning: answer.options?.use_reasoning === true, signal });
      for await (const delta of untilAborted(stream, signal)) {
        if (delta.type === 'finish') {
          const { type: _, ...finish } = delta;
          end = { ...end, ...finish };
          continue;
        }
        writer.add(delta.type, delta.text);
        if (!writer.isFull) continue;
        full.abort();
        return { ...end, finish_reason: 'length' };
      }
      return end;
    } catch (error) {
      if (!gone.signal.aborted) logger.error('a model failed', { ...about, error });
      return { ...end, status: 'failed', error: toRunError(error) };
    }
  }

  const ended = generate().then((end) => writer.complete(end));
  return { ...about, stage: writer.stage, abort: () => gone.abort(), ended };
}

/** Nothing but what a model says is safe to show reaches a person. */
function toRunError(error: unknown): RunError {
  if (error instanceof ModelError) return { code: error.code, message: error.message, retryable: error.retryable };
  if (error instanceof UnknownModelError) return { code: 'unknown_model', message: error.message, retryable: false };
  return { code: 'internal', message: 'The answer could not be made.', retryable: true };
}
