import { findMessage, isUnfinished, type Message } from '../protocol/index.ts';
import { createAnswersAtRest } from './answers-at-rest.ts';
import { isAtRest } from './at-rest.ts';
import { assertBudget } from './budget.ts';
import { UnreadableError } from './database/unreadable-error.ts';
import type { Environment } from './environment.ts';
import type { ConversationDraft, ConversationLog, ConversationState, HeldConversation } from './log/index.ts';
import type { Logger } from './logger.ts';
import type { ModelRouter } from './models/index.ts';
import { pause } from './pause.ts';
import { createPlaces } from './places.ts';
import { startRun, type Run, type RunLimits } from './run.ts';
import type { ChatTool } from './tools/index.ts';
import { whenBack } from './when-back.ts';

/** What all runs of a server share. */
export interface RunsOptions {
  readonly log: ConversationLog;
  readonly router: ModelRouter;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly flushIntervalMs: number;
  readonly maxAnswerBytes: number;
  readonly limits: RunLimits;
  /** How long an answer waits for a person to allow a tool, in milliseconds. */
  readonly approvalMs: number;
  readonly toolsFor: ToolsFor;
  /** Answers of one user that are made at once; others wait for their turn. */
  readonly runsPerUser: number;
  /** Tokens of one user in 24 hours; undefined: as many as there are. */
  readonly tokensPerDay: number | undefined;
}

/** What a model may call for one answer. */
export type ToolsFor = (asked: ToolsRequest) => Promise<readonly ChatTool[]>;

/** Whose answer it is, and what it is about. */
export interface ToolsRequest {
  readonly userId: string;
  readonly repos: readonly string[];
}

/** The answers in the making: in each conversation one at a time, in the order of its log. */
export interface Runs {
  /** Runs what is pending in a conversation, unless that is under way. */
  wake(conversationId: string): void;
  /** Appends what the run of an answer has gathered, so that its end can follow. */
  stage(draft: ConversationDraft, messageId: string): void;
  /** Leaves the model of an answer that has ended. */
  abort(messageId: string): void;
  /** Ends what the process before this one had begun, and runs what it had not. */
  resume(): Promise<void>;
  /** Begins no more, waits for what runs, and interrupts what takes longer than a limit in milliseconds. */
  drain(limitMs: number): Promise<void>;
}

/** Runs of a server, none of them started. */
export function createRuns(options: RunsOptions): Runs {
  const { log, router, environment, logger, toolsFor } = options;
  const places = createPlaces(options.runsPerUser);
  const atRest = createAnswersAtRest({ ...options, onGivenUp: (conversationId) => runs.wake(conversationId) });
  /** By message id. */
  const active = new Map<string, Run>();
  /** What works through the pending answers of a conversation, by its id. */
  const queues = new Map<string, Promise<void>>();
  const draining = new AbortController();

  async function runOne(conversationId: string, answer: Message, userId: string): Promise<void> {
    const asked = answer.options ?? {};
    const models = () => {
      const model = router.route(asked);
      return [model, ...(router.fallbacks?.(model) ?? [])];
    };
    // They act in the owner's name, so they are not for what somebody else asks.
    const tools = async () => (answer.author === undefined ? toolsFor({ userId, repos: asked.repos ?? [] }) : []);
    const admit = () => assertBudget(options.tokensPerDay, userId, log.messages, environment);
    const run = startRun({ ...options, conversationId, answer, admit, models, tools, userId });
    active.set(answer.id, run);
    await run.ended;
    active.delete(answer.id);
  }

  async function runAll(conversationId: string): Promise<void> {
    let held: HeldConversation | undefined;
    try {
      held = await whenBack(() => log.hold(conversationId), environment, draining.signal);
      while (held && !draining.signal.aborted) {
        const { conversation, owner_id } = held.read();
        const next = findMessage(conversation, conversation.unfinished[0] ?? '');
        if (!next) return;
        if (isAtRest(next)) return atRest.add(conversationId, next);
        const leave = await places.take(owner_id);
        try {
          if (!draining.signal.aborted && isDue(held.read(), next.id)) await runOne(conversationId, next, owner_id);
        } finally {
          leave();
        }
      }
    } catch (error) {
      logger.error('could not run an answer', { conversation_id: conversationId, error });
    } finally {
      held?.release();
      queues.delete(conversationId);
    }
  }

  function interrupt(conversationId: string, messageId: string) {
    return log.transact(conversationId, (draft) => {
      runs.stage(draft, messageId);
      draft.append({ type: 'Complete', message_id: messageId, status: 'interrupted', at: environment.now() });
    });
  }

  const runs: Runs = {
    wake(conversationId) {
      if (draining.signal.aborted || queues.has(conversationId)) return;
      queues.set(conversationId, runAll(conversationId));
    },
    stage: (draft, messageId) => active.get(messageId)?.stage(draft),
    abort(messageId) {
      active.get(messageId)?.abort();
      atRest.remove(messageId);
    },
    async resume() {
      for (const { conversation_id, message_id } of await log.unfinishedAnswers()) {
        await log
          .transact(conversation_id, (draft) => {
            const message = draft.message(message_id);
            if (message?.status !== 'streaming') return;
            if (isAtRest(message)) return;
            draft.append({ type: 'Complete', message_id, status: 'interrupted', at: environment.now() });
          })
          .catch(unlessUnreadable);
        runs.wake(conversation_id);
      }
    },
    async drain(limitMs) {
      draining.abort();
      atRest.close();
      const limit = new AbortController();
      const all = Promise.all(queues.values()).then(() => limit.abort());
      await pause(environment, limitMs, limit.signal);
      await Promise.allSettled([...active.values()].map((run) => interrupt(run.conversation_id, run.message_id)));
      for (const run of active.values()) run.abort();
      await all;
    },
  };
  return runs;
}

/** One conversation that is damaged keeps no server from starting; whoever looks at it is told. */
function unlessUnreadable(error: unknown): void {
  if (!(error instanceof UnreadableError)) throw error;
}

/** Whether an answer is still wanted. */
function isDue({ conversation }: ConversationState, messageId: string): boolean {
  const message = findMessage(conversation, messageId);
  return message !== undefined && isUnfinished(message);
}
