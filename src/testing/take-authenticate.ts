import { closeCodes, type AuthenticateFrame } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering } from './mock-log.ts';
import { Refusal } from './refusal.ts';
import { moveConversations, sessionsOf } from './sign-in.ts';
import type { World } from './world.ts';

/** Tells whose a socket is, or renews it (R3.10). `isFirst`: no frame came before this one. */
export function takeAuthenticate(world: World, session: Session, frame: AuthenticateFrame, { isFirst }: { isFirst: boolean }): void {
  const userId = world.tokens.get(frame.token);
  if (userId === undefined) throw new Refusal('unauthorized', 'This token is not valid.', closeCodes.unauthorized);
  if (userId !== session.userId) {
    const takesPlace = isFirst && !session.cameWithCredentials;
    const signsIn = !world.knownUsers.has(session.userId) && world.knownUsers.has(userId);
    if (!takesPlace && !signsIn) throw new Refusal('forbidden', 'Another user needs another connection.', closeCodes.forbidden);
    if (!takesPlace) {
      moveConversations(world, session.userId, userId);
      for (const other of sessionsOf(world, session.userId)) if (other !== session) other.close(closeCodes.unauthorized);
    }
    world.lists.unfollow(session);
    session.userId = userId;
  }
  session.send(answering({ type: 'Authenticated', user_id: userId }, frame.request_id));
}
