import { findMessage, isFull, isUnfinished, type RegenerateFrame } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering } from './mock-log.ts';
import { full, notFound, Refusal } from './refusal.ts';
import { optionsOf, pendingAnswer } from './take-message.ts';
import { follow, logOfMessage, visibleLog, type World } from './world.ts';

/** Logs another answer beside one that has ended, about the same repositories, once for each id (R4.15, R4.24). */
export function takeRegenerate(world: World, session: Session, frame: RegenerateFrame): void {
  const log = visibleLog(world, session, frame.conversation_id);
  const request_id = frame.request_id ?? frame.id;
  const knownIn = logOfMessage(world, frame.id);
  if (knownIn && (knownIn !== log || log.regenerated.get(frame.id) !== frame.message_id)) {
    throw new Refusal('id_conflict', 'This id belongs to another message.');
  }
  const beside = findMessage(log.conversation, frame.message_id);
  if (beside?.role !== 'assistant') throw notFound();
  if (isUnfinished(beside)) throw new Refusal('invalid_field', 'Regenerate: message_id: expected an answer that has ended.');

  if (!session.follows.has(log)) follow(session, log);
  const added = log.added(frame.id);
  if (added) {
    session.send(answering(added, request_id));
    return;
  }
  if (isFull(log.conversation)) throw full();
  log.regenerated.set(frame.id, frame.message_id);
  const { repos } = beside.options ?? {};
  const options = optionsOf({ ...frame, ...(repos && { repos }) });
  const answer = pendingAnswer(frame.id, beside.reply_to, world.environment.now(), options);
  log.append([{ type: 'MessageAdded', message: answer }], { by: session, request_id });
}
