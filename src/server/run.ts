import { findMessage, type Complete, type Message, type RunError } from '../protocol/index.ts';
import type { Environment } from './environment.ts';
import type { ConversationDraft, ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import { ModelError, UnknownModelError, type ChatModel } from './models/index.ts';
import { pause } from './pause.ts';
import { promptOf } from './prompt.ts';
import { untilAborted } from './until-aborted.ts';
import { createWrittenText } from './written-text.ts';

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
export interface RunOptions {
  readonly conversationId: string;
  readonly answer: Message;
  /** Chooses the model; may throw. */
  readonly model: () => ChatModel;
  readonly log: ConversationLog;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly flushIntervalMs: number;
  readonly maxAnswerBytes: number;
}

type End = Pick<Complete, 'status' | 'finish_reason' | 'usage' | 'model' | 'error'>;

/** How long to wait before what could not be stored is tried again, in milliseconds. */
const storeRetryMs = 1000;

/** Asks the model, and logs what it writes as it writes it. */
export function startRun(options: RunOptions): Run {
  const { conversationId, answer, log, environment, logger, flushIntervalMs, maxAnswerBytes } = options;
  const about = { conversation_id: conversationId, message_id: answer.id };
  const written = createWrittenText(maxAnswerBytes);
  const gone = new AbortController();
  const full = new AbortController();
  let storedLength = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let isFlushing = false;

  function stage(draft: ConversationDraft): void {
    const message = draft.state && findMessage(draft.state.conversation, answer.id);
    let open = message?.parts.at(-1)?.type;
    for (const { kind, text } of written.after(lengthOf(message))) {
      const type = kind === 'content' ? 'text' : kind;
      const at = open === type ? {} : { at: environment.now() };
      draft.append({ type: 'Update', message_id: answer.id, delta: { [kind]: text }, ...at });
      open = type;
    }
  }

  /** What the model wrote is kept until it is stored, however often that fails, as long as the answer is this run's to end. */
  async function store(change: (draft: ConversationDraft) => void): Promise<void> {
    while (!gone.signal.aborted) {
      try {
        return await log.transact(conversationId, change);
      } catch (error) {
        logger.error('could not store an answer, trying again', { ...about, error });
        await pause(environment, storeRetryMs, gone.signal);
      }
    }
  }

  async function flush(): Promise<void> {
    isFlushing = true;
    while (written.length > storedLength && !gone.signal.aborted) {
      const sinceMs = Math.max(0, environment.now() - flushedAt);
      await pause(environment, flushIntervalMs - sinceMs, gone.signal);
      flushedAt = environment.now();
      let stagedLength = storedLength;
      await store((draft) => {
        stagedLength = written.length;
        stage(draft);
      });
      storedLength = stagedLength;
      written.forget(storedLength);
    }
    isFlushing = false;
  }

  async function generate(): Promise<End> {
    let end: End = { status: 'complete' };
    try {
      const messages = promptOf(await log.messages.path(answer.reply_to ?? answer.id));
      const model = options.model();
      end = { ...end, model: model.name };
      const signal = AbortSignal.any([gone.signal, full.signal]);
      const stream = model.stream({ messages, useReasoning: answer.options?.use_reasoning === true, signal });
      for await (const delta of untilAborted(stream, signal)) {
        if (delta.type === 'finish') {
          const { type: _, ...finish } = delta;
          end = { ...end, ...finish };
          continue;
        }
        written.add(delta.type, delta.text);
        if (!isFlushing) void flush();
        if (!written.isFull) continue;
        full.abort();
        return { ...end, finish_reason: 'length' };
      }
      return end;
    } catch (error) {
      if (!gone.signal.aborted) logger.error('a model failed', { ...about, error });
      return { ...end, status: 'failed', error: toRunError(error) };
    }
  }

  async function run(): Promise<void> {
    const end = await generate();
    written.end();
    await store((draft) => {
      stage(draft);
      draft.append({ type: 'Complete', message_id: answer.id, ...end, at: environment.now() });
    });
  }

  return { ...about, stage, abort: () => gone.abort(), ended: run() };
}

/** Nothing but what a model says is safe to show reaches a person. */
function toRunError(error: unknown): RunError {
  if (error instanceof ModelError) return { code: error.code, message: error.message, retryable: error.retryable };
  if (error instanceof UnknownModelError) return { code: 'unknown_model', message: error.message, retryable: false };
  return { code: 'internal', message: 'The answer could not be made.', retryable: true };
}

function lengthOf(message: Message | undefined): number {
  return message?.parts.reduce((sum, part) => sum + (part.type === 'text' || part.type === 'reasoning' ? part.text.length : 0), 0) ?? 0;
}
