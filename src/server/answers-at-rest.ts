import { type Message, type RunError } from '../protocol/index.ts';
import { isAtRest, restsSince } from './at-rest.ts';
import { maxTimerMs, type Environment, type Stop } from './environment.ts';
import type { ConversationLog } from './log/index.ts';
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

/** No answer waits yet. */
export function createAnswersAtRest({ log, environment, logger, approvalMs, onGivenUp }: AnswersAtRestOptions): AnswersAtRest {
  /** By message id. */
  const timers = new Map<string, Stop>();

  async function giveUp(conversationId: string, messageId: string): Promise<void> {
    await log.transact(conversationId, (draft) => {
      const message = draft.message(messageId);
      if (!message || !isAtRest(message)) return;
      draft.append({ type: 'Complete', message_id: messageId, status: 'failed', error: notAllowedInTime, at: environment.now() });
    });
    onGivenUp(conversationId);
  }

  const atRest: AnswersAtRest = {
    add(conversationId, answer) {
      atRest.remove(answer.id);
      const leftMs = restsSince(answer) + approvalMs - environment.now();
      const stop = environment.after(Math.min(Math.max(0, leftMs), maxTimerMs), () => {
        timers.delete(answer.id);
        if (leftMs > maxTimerMs) return atRest.add(conversationId, answer);
        giveUp(conversationId, answer.id).catch((error: unknown) => {
          logger.error('could not give up an answer', { conversation_id: conversationId, message_id: answer.id, error });
        });
      });
      timers.set(answer.id, stop);
    },
    remove(messageId) {
      timers.get(messageId)?.();
      timers.delete(messageId);
    },
    close() {
      for (const messageId of timers.keys()) atRest.remove(messageId);
    },
  };
  return atRest;
}
