import { findMessage, isUnfinished, type CancelFrame, type LoggedEvent, type Message } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering, type MockLog } from './mock-log.ts';
import { notFound } from './refusal.ts';
import { visibleLog, type World } from './world.ts';

/** Ends an answer, or the unfinished answers of a question; those that have ended are told again (R4.16 to R4.18). */
export function takeCancel(world: World, session: Session, { conversation_id, message_id, request_id }: CancelFrame): void {
  const log = visibleLog(world, session, conversation_id);
  const named = findMessage(log.conversation, message_id);
  if (!named) throw notFound();
  const answers = answersOf(log, named);
  const unfinished = answers.filter(isUnfinished);
  if (unfinished.length > 0) {
    const at = world.environment.now();
    log.append(
      unfinished.map(({ id }) => ({ type: 'Complete', message_id: id, status: 'stopped', at })),
      { by: session, request_id },
    );
  }
  const toTell = session.follows.has(log) ? answers.filter((answer) => !unfinished.includes(answer)) : answers;
  for (const { id } of toTell) tellEnd(log, id, session, request_id);
}

function answersOf({ conversation }: MockLog, named: Message): Message[] {
  if (named.role === 'assistant') return [named];
  return conversation.messages.filter(({ role, reply_to }) => role === 'assistant' && reply_to === named.id);
}

function tellEnd(log: MockLog, messageId: string, session: Session, requestId: string | undefined): void {
  const isEnd = (event: LoggedEvent) => event.type === 'Complete' && event.message_id === messageId;
  const end = log.events.find(isEnd);
  if (end) session.send(answering(end, requestId));
}
