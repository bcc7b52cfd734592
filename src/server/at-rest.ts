import { isUnfinished, type Message, type Part } from '../protocol/index.ts';
import { isRunning } from './tools/index.ts';

/** The parts of a message that are calls of tools. */
export function callsOf({ parts }: Pick<Message, 'parts'>): readonly Extract<Part, { type: 'tool' }>[] {
  return parts.filter((part) => part.type === 'tool');
}

/** Whether an answer waits for a person and for nothing else: then nobody has to work on it, and it survives its process (R5.7). */
export function isAtRest(message: Message): boolean {
  const calls = callsOf(message);
  return isUnfinished(message) && calls.some(({ status }) => status === 'awaiting') && !calls.some(isRunning);
}

/** When an answer began to wait, by the server's clock. */
export function restsSince(message: Message): number {
  const waiting = callsOf(message).filter(({ status }) => status === 'awaiting');
  return Math.min(...waiting.map(({ started_at }) => started_at ?? message.created_at));
}
