import { isUnfinished, type Message, type RunError } from '../protocol/index.ts';
import { createAnswerWriter, type AnswerEnd, type AnswerWriterOptions } from './answer-writer.ts';
import { callsOf, isAtRest } from './at-rest.ts';
import type { ConversationDraft, Spent } from './log/index.ts';
import { ModelError, UnknownModelError, type ChatModel, type TimeLimits } from './models/index.ts';
import { askModel } from './model-turn.ts';
import { promptOf, stepsOf } from './prompt.ts';
import { createToolRounds } from './tool-rounds.ts';
import type { ChatTool } from './tools/index.ts';
import { whenBack } from './when-back.ts';

/** One generation of one answer. It belongs to the server, and no socket can end it by going away. */
export interface Run {
  readonly conversation_id: string;
  readonly message_id: string;
  /** Appends what the model has written and the log does not have yet. */
  stage(draft: ConversationDraft): void;
  /** Its answer has ended by another hand: the model is not wanted any more. */
  abort(): void;
  /** Resolves when its answer has ended or is at rest, and the model is left. */
  readonly ended: Promise<void>;
}

/** What holds for every run. */
export interface RunLimits extends TimeLimits {
  /** The longest that a tool may take, in milliseconds. */
  readonly toolMs: number;
  /** How often a model may call tools in one answer. */
  readonly maxToolRounds: number;
}

/** What a run needs. */
export interface RunOptions extends Omit<AnswerWriterOptions, 'signal' | 'onEnded'> {
  /** @throws ModelError when the user may not ask a model now. */
  readonly admit: () => Promise<void>;
  /** Chooses the model, and those that take its place; may throw. */
  readonly models: () => readonly ChatModel[];
  /** Asks what the model may call now; may throw. */
  readonly tools: () => Promise<readonly ChatTool[]>;
  /** The owner of the conversation. */
  readonly userId: string;
  readonly limits: RunLimits;
}

/**
 * Asks the model, and logs what it writes as it writes it; carries out the tools that it calls, and asks it again. What is to be done next
 * is read off the answer in the log, so that a run goes on where an earlier one has left it.
 */
export function startRun(options: RunOptions): Run {
  const { conversationId, answer, log, environment, logger, limits } = options;
  const gone = new AbortController();
  const writer = createAnswerWriter({ ...options, signal: gone.signal, onEnded: () => gone.abort() });
  const about = { conversation_id: conversationId, message_id: answer.id };
  let end: AnswerEnd = { status: 'complete' };
  /** Tokens of which no model has told. */
  let uncounted = 0;

  /** Takes up what was taken before the answer came to rest. */
  async function recallSpent(): Promise<void> {
    if (callsOf(answer).length === 0) return;
    const { uncounted: before = 0, ...usage } = (await whenBack(() => log.messages.spentOn(answer.id), environment, gone.signal)) ?? {};
    uncounted = before;
    if (Object.keys(usage).length > 0) end = { ...end, usage };
  }

  async function noteSpent(): Promise<void> {
    const spent: Spent = { ...end.usage, ...(uncounted > 0 && { uncounted }) };
    if (Object.keys(spent).length > 0) await whenBack(() => log.messages.noteSpent(answer.id, spent), environment, gone.signal);
  }

  async function generate(): Promise<'ended' | 'at rest'> {
    const path = promptOf(await whenBack(() => log.messages.path(answer.reply_to ?? answer.id), environment, gone.signal));
    await whenBack(options.admit, environment, gone.signal);
    await recallSpent();
    const offered = await whenBack(options.tools, environment, gone.signal);
    const tools = createToolRounds({ ...options, tools: offered, writer, signal: gone.signal });
    let message: Message | undefined = answer;
    for (let turns = 0; ; turns += 1) {
      message = await tools.carryOut(message);
      if (!message || !isUnfinished(message)) return 'ended';
      if (isAtRest(message)) return 'at rest';
      if (turns > 0) await whenBack(options.admit, environment, gone.signal);
      const toolChoice = tools.count(message) < limits.maxToolRounds ? 'auto' : 'none';
      const request = { messages: [...path, ...stepsOf(message)], tools: offered, toolChoice } as const;
      const turn = await askModel({
        ...options,
        request,
        writer,
        signal: gone.signal,
        before: end,
        onEnd: (known) => (end = known),
        onUncounted: (tokens) => (uncounted += tokens),
      });
      if (turn.length === 0) return 'ended';
      await noteSpent();
      message = await writer.update(await tools.begin(message, turn));
    }
  }

  async function run(): Promise<void> {
    try {
      if ((await generate()) === 'at rest') return writer.rest();
    } catch (error) {
      if (!gone.signal.aborted) logger.error('a model failed', { ...about, error });
      end = { ...end, status: 'failed', error: toRunError(error) };
    }
    // What was counted stands in the end itself.
    if (uncounted > 0)
      await noteSpent().catch((error: unknown) => logger.error('could not note what an answer has taken', { ...about, error }));
    await writer.complete(end);
  }

  return { ...about, stage: (draft) => writer.stage(draft), abort: () => gone.abort(), ended: run() };
}

/** Nothing but what a model says is safe to show reaches a person. */
function toRunError(error: unknown): RunError {
  if (error instanceof ModelError) return { code: error.code, message: error.message, retryable: error.retryable };
  if (error instanceof UnknownModelError) return { code: 'unknown_model', message: error.message, retryable: false };
  return { code: 'internal', message: 'The answer could not be made.', retryable: true };
}
