import { closeCodes, type AuthenticateFrame } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering } from './mock-log.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Tells whose a socket is, or renews it (R3.10). `isFirst`: no frame came before this one. */
export function takeAuthenticate(world: World, session: Session, frame: AuthenticateFrame, { isFirst }: { isFirst: boolean }): void {
  const userId = world.tokens.get(frame.token);
  if (userId === undefined) throw new Refusal('unauthorized', 'This token is not valid.', closeCodes.unauthorized);
  if (userId !== session.userId) {
    const takesPlace = isFirst && !session.cameWithCredentials;
    const signsIn = !world.knownUsers.has(session.userId) && world.knownUsers.has(userId);
    if (!takesPlace && !signsIn) throw new Refusal('forbidden', 'Another user needs another connection.', closeCodes.forbidden);
    if (!takesPlace) moveConversations(world, session, userId);
    world.lists.unfollow(session);
    session.userId = userId;
  }
  session.send(answering({ type: 'Authenticated', user_id: userId }, frame.request_id));
}

/** What the anonymous user began is the known one's from now on, and the anonymous user's other sockets end (R3.12). */
function moveConversations(world: World, session: Session, userId: string): void {
  for (const log of world.logs.values()) {
    if (log.ownerId !== session.userId) continue;
    log.ownerId = userId;
    world.lists.changed(log);
  }
  for (const other of world.sessions) {
    if (other !== session && other.userId === session.userId) other.close(closeCodes.unauthorized);
  }
}
