import { type Message, type RunError } from '../protocol/index.ts';
import { isAtRest, restsSince } from './at-rest.ts';
import { maxTimerMs, type Environment, type Stop } from './environment.ts';
import { LogLostError, type ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';

/** What waiting needs. */
export interface AnswersAtRestOptions {
  readonly log: ConversationLog;
  readonly environment: Environment;
  readonly logger: Logger;
  /** How long an answer waits for a person to allow a tool, in milliseconds. */
  readonly approvalMs: number;
  /** An answer was given up: what waited behind it is due. */
  readonly onGivenUp: (conversationId: string) => void;
}

/** The answers that wait for a person. Nobody works on them; what is left of each here is a timer. */
export interface AnswersAtRest {
  /** Gives an answer up once its limit has passed, counted from when it began to wait. */
  add(conversationId: string, answer: Message): void;
  remove(messageId: string): void;
  close(): void;
}

const notAllowedInTime: RunError = {
  code: 'approval_expired',
  message: 'Nobody allowed or denied the tool in time.',
  retryable: true,
};

/** How long until what could not be stored is tried again, in milliseconds. */
const retryMs = 1000;

/** No answer waits yet. */
export function createAnswersAtRest({ log, environment, logger, approvalMs, onGivenUp }: AnswersAtRestOptions): AnswersAtRest {
  /** By message id. */
  const timers = new Map<string, Stop>();
  let isClosed = false;

  async function giveUp(conversationId: string, messageId: string): Promise<void> {
    await log.transact(conversationId, (draft) => {
      const message = draft.message(messageId);
      if (!message || !isAtRest(message)) return;
      draft.append({ type: 'Complete', message_id: messageId, status: 'failed', error: notAllowedInTime, at: environment.now() });
    });
    onGivenUp(conversationId);
  }

  /** Looks after a delay whether the limit has passed. */
  function wait(conversationId: string, answer: Message, delayMs: number): void {
    atRest.remove(answer.id);
    const stop = environment.after(Math.min(delayMs, maxTimerMs), () => {
      timers.delete(answer.id);
      if (delayMs > maxTimerMs) return atRest.add(conversationId, answer);
      giveUp(conversationId, answer.id).catch((error: unknown) => {
        logger.error('could not give up an answer', { conversation_id: conversationId, message_id: answer.id, error });
        // It may have been allowed, and wait for something else by now.
        const isDue = !isClosed && !timers.has(answer.id) && !(error instanceof LogLostError);
        if (isDue) wait(conversationId, answer, retryMs);
      });
    });
    timers.set(answer.id, stop);
  }

  const atRest: AnswersAtRest = {
    add(conversationId, answer) {
      wait(conversationId, answer, Math.max(0, restsSince(answer) + approvalMs - environment.now()));
    },
    remove(messageId) {
      timers.get(messageId)?.();
      timers.delete(messageId);
    },
    close() {
      isClosed = true;
      for (const messageId of timers.keys()) atRest.remove(messageId);
    },
  };
  return atRest;
}
