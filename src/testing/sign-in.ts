import { closeCodes } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { errorFrame } from './refusal.ts';
import type { World } from './world.ts';

/** Signs an anonymous user in by a new session, with which every later socket comes (R3.14). */
export function signIn(world: World, userId: string, previousUserId = [...world.sessions].at(-1)?.userId): void {
  world.knownUsers.add(userId);
  world.signedIn = { userId };
  if (previousUserId === undefined || world.knownUsers.has(previousUserId)) return;
  world.signedIn = { userId, previousUserId };
  moveConversations(world, previousUserId, userId);
  for (const session of sessionsOf(world, previousUserId)) {
    session.send(errorFrame('unauthorized', 'This session has ended.'));
    session.close(closeCodes.unauthorized);
  }
}

/** What a user began is another one's from now on. */
export function moveConversations(world: World, fromUserId: string, toUserId: string): void {
  for (const log of world.logs.values()) {
    if (log.ownerId !== fromUserId) continue;
    log.ownerId = toUserId;
    world.lists.changed(log);
  }
}

/** The sockets of a user. */
export function sessionsOf(world: World, userId: string): Session[] {
  return [...world.sessions].filter((session) => session.userId === userId);
}
