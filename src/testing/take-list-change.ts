import { isUnfinished, type DeleteFrame, type RenameFrame, type RestoreFrame } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import type { MockLog } from './mock-log.ts';
import { notFound } from './refusal.ts';
import { unfollow, visibleLog, type World } from './world.ts';
import { wellFormed } from './well-formed.ts';

/** Gives a conversation another title (R9.7). */
export function takeRename(world: World, session: Session, { conversation_id, title, request_id }: RenameFrame): void {
  const log = visibleLog(world, session, conversation_id);
  log.title = wellFormed(title);
  world.lists.changed(log);
  world.lists.answer(session, log, request_id);
}

/** Deletes a conversation, once what is being answered in it is stopped (R9.8). */
export function takeDelete(world: World, session: Session, { conversation_id, request_id }: DeleteFrame): void {
  const log = ownLog(world, session, conversation_id);
  if (log.deletedAt === null) deleteLog(world, log);
  world.lists.answer(session, log, request_id);
}

/** For how long what is deleted can be restored, in milliseconds. */
const deletedKeptMs = 30 * 24 * 60 * 60_000;

/** Takes a `Delete` back (R9.9). */
export function takeRestore(world: World, session: Session, { conversation_id, request_id }: RestoreFrame): void {
  const log = ownLog(world, session, conversation_id);
  if (log.deletedAt !== null && log.deletedAt + deletedKeptMs < world.environment.now()) throw notFound();
  log.deletedAt = null;
  world.lists.changed(log);
  world.lists.answer(session, log, request_id);
}

/** Deletes a log: those who follow it are told so, and it is `not_found` from now on. */
export function deleteLog(world: World, log: MockLog): void {
  const at = world.environment.now();
  const stopped = log.conversation.messages.filter(isUnfinished);
  if (stopped.length > 0) log.append(stopped.map(({ id }) => ({ type: 'Complete', message_id: id, status: 'stopped', at })));
  log.deletedAt = at;
  for (const session of world.sessions) {
    if (!session.follows.has(log)) continue;
    unfollow(session, log);
    session.send({ type: 'Unsubscribed', conversation_id: log.id, code: 'not_found' });
  }
  world.lists.changed(log);
}

function ownLog(world: World, { userId }: Session, id: string): MockLog {
  const log = world.logs.get(id);
  if (!log || (log.ownerId !== null && log.ownerId !== userId)) throw notFound();
  return log;
}
