import type { ClientFrame } from '../protocol/index.ts';
import type { MockConnection, Session } from './mock-connection.ts';
import { answering, createMockLog, type MockLog } from './mock-log.ts';
import type { MockEnvironment } from './mock-environment.ts';
import { createMockLists, type MockLists } from './mock-lists.ts';
import { catchUp } from './catch-up.ts';
import { notFound } from './refusal.ts';

/** Whose a session is. */
export interface SignedIn {
  readonly userId: string;
  /** The anonymous user who began it by signing in. */
  readonly previousUserId?: string;
}

/** All that a mock server holds. */
export interface World {
  readonly environment: MockEnvironment;
  readonly logs: Map<string, MockLog>;
  /** Every user's list of conversations. */
  readonly lists: MockLists;
  /** The sockets that are open. */
  readonly sessions: Set<Session>;
  /** How many sockets have opened. */
  sessionCount: number;
  /** The frames that clients have sent, in order. */
  readonly received: ClientFrame[];
  /** The user of each token that was given out. */
  readonly tokens: Map<string, string>;
  /** Users who have signed in; the others are anonymous. */
  readonly knownUsers: Set<string>;
  /** Whose session comes with each socket; undefined: none, so that each is a new anonymous user. */
  signedIn: SignedIn | undefined;
  /** A log was appended to: an answer may be due. */
  onAppend(log: MockLog): void;
}

/** Nobody and nothing. */
export function createWorld(environment: MockEnvironment, { onAppend }: Pick<World, 'onAppend'>): World {
  const logs = new Map<string, MockLog>();
  return {
    environment,
    logs,
    lists: createMockLists(logs, environment.uuid),
    sessions: new Set(),
    sessionCount: 0,
    received: [],
    tokens: new Map(),
    knownUsers: new Set(),
    signedIn: undefined,
    onAppend,
  };
}

/** A token of that user. */
export function tokenOf(world: World, userId: string): string {
  const token = `mock.${userId}`;
  world.tokens.set(token, userId);
  return token;
}

/** Begins an empty conversation. */
export function beginLog(world: World, id: string, ownerId: string | null, title = '', createdAt = world.environment.now()): MockLog {
  const onAppend = (appended: MockLog) => {
    world.lists.changed(appended);
    world.onAppend(appended);
  };
  const log = createMockLog({ id, ownerId, logId: world.environment.uuid(), title, createdAt, onAppend });
  world.logs.set(id, log);
  return log;
}

/** The log with that id, if that user may see it. @throws Refusal `not_found` */
export function visibleLog(world: World, { userId }: MockConnection, id: string): MockLog {
  const log = world.logs.get(id);
  if (!log || !maySee(userId, log)) throw notFound();
  return log;
}

/** Whether a user may see a conversation. */
export function maySee(userId: string, { deletedAt, ownerId }: MockLog): boolean {
  return deletedAt === null && (ownerId === null || ownerId === userId);
}

/** The log in which a message id was used, whosoever it is. */
export function logOfMessage(world: World, messageId: string): MockLog | undefined {
  return [...world.logs.values()].find((log) => log.added(messageId) !== undefined);
}

/** Sends `Subscribed`, and all later events of the log behind it. */
export function follow(
  session: Session,
  log: MockLog,
  request: { last_sync_id?: number; log_id?: string; request_id?: string } = {},
): void {
  const { subscribed, rest } = catchUp(log, request);
  session.send(answering(subscribed, request.request_id));
  for (const event of rest) session.send(event);
  log.followers.add(session);
  session.follows.add(log);
}

/** Stops the events of a log. */
export function unfollow(session: Session, log: MockLog): void {
  log.followers.delete(session);
  session.follows.delete(log);
}
