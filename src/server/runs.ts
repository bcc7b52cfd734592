import { findMessage, type Message, type RunError } from '../protocol/index.ts';
import { isAtRest, restsSince } from './at-rest.ts';
import type { Environment, Stop } from './environment.ts';
import type { ConversationDraft, ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import type { ModelRouter } from './models/index.ts';
import { pause } from './pause.ts';
import { startRun, type Run, type RunLimits } from './run.ts';
import type { ChatTool } from './tools/index.ts';

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
}

/** What a model may call for one answer. */
export type ToolsFor = (asked: ToolsRequest) => readonly ChatTool[];

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

const notAllowedInTime: RunError = {
  code: 'approval_expired',
  message: 'Nobody allowed or denied the tool in time.',
  retryable: true,
};

/** Runs of a server, none of them started. */
export function createRuns(options: RunsOptions): Runs {
  const { log, router, environment, logger, approvalMs, toolsFor } = options;
  /** By message id. */
  const active = new Map<string, Run>();
  /** What works through the pending answers of a conversation, by its id. */
  const queues = new Map<string, Promise<void>>();
  let isDraining = false;

  /** What ends the wait of an answer at rest, by message id. */
  const waits = new Map<string, Stop>();

  async function runOne(conversationId: string, answer: Message, userId: string): Promise<void> {
    const asked = answer.options ?? {};
    const models = () => {
      const model = router.route(asked);
      return [model, ...(router.fallbacks?.(model) ?? [])];
    };
    const tools = toolsFor({ userId, repos: asked.repos ?? [] });
    const run = startRun({ ...options, conversationId, answer, models, tools, userId });
    active.set(answer.id, run);
    await run.ended;
    active.delete(answer.id);
  }

  async function runAll(conversationId: string): Promise<void> {
    const held = await log.hold(conversationId);
    try {
      while (held && !isDraining) {
        const { conversation, owner_id } = held.read();
        const next = findMessage(conversation, conversation.unfinished[0] ?? '');
        if (!next) return;
        if (isAtRest(next)) return waitForPerson(conversationId, next);
        await runOne(conversationId, next, owner_id);
      }
    } catch (error) {
      logger.error('could not run an answer', { conversation_id: conversationId, error });
    } finally {
      held?.release();
      queues.delete(conversationId);
    }
  }

  /** Nobody works on an answer at rest; what is left of it here is a timer. */
  function waitForPerson(conversationId: string, answer: Message): void {
    waits.get(answer.id)?.();
    const leftMs = restsSince(answer) + approvalMs - environment.now();
    waits.set(
      answer.id,
      environment.after(Math.max(0, leftMs), () => {
        waits.delete(answer.id);
        giveUp(conversationId, answer.id).catch((error: unknown) => {
          logger.error('could not end an answer that nobody allowed', { conversation_id: conversationId, message_id: answer.id, error });
        });
      }),
    );
  }

  async function giveUp(conversationId: string, messageId: string): Promise<void> {
    await log.transact(conversationId, (draft) => {
      const message = draft.state && findMessage(draft.state.conversation, messageId);
      if (!message || !isAtRest(message)) return;
      draft.append({ type: 'Complete', message_id: messageId, status: 'failed', error: notAllowedInTime, at: environment.now() });
    });
    runs.wake(conversationId);
  }

  function stopWaiting(messageId: string): void {
    waits.get(messageId)?.();
    waits.delete(messageId);
  }

  function interrupt(conversationId: string, messageId: string) {
    return log.transact(conversationId, (draft) => {
      runs.stage(draft, messageId);
      draft.append({ type: 'Complete', message_id: messageId, status: 'interrupted', at: environment.now() });
    });
  }

  const runs: Runs = {
    wake(conversationId) {
      if (isDraining || queues.has(conversationId)) return;
      queues.set(conversationId, runAll(conversationId));
    },
    stage: (draft, messageId) => active.get(messageId)?.stage(draft),
    abort(messageId) {
      active.get(messageId)?.abort();
      stopWaiting(messageId);
    },
    async resume() {
      for (const { conversation_id, message_id } of await log.unfinishedAnswers()) {
        await log.transact(conversation_id, (draft) => {
          const message = draft.state && findMessage(draft.state.conversation, message_id);
          if (message?.status !== 'streaming') return;
          if (isAtRest(message)) return;
          draft.append({ type: 'Complete', message_id, status: 'interrupted', at: environment.now() });
        });
        runs.wake(conversation_id);
      }
    },
    async drain(limitMs) {
      isDraining = true;
      for (const messageId of waits.keys()) stopWaiting(messageId);
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
