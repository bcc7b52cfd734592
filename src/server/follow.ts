import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import { mayAccess } from './access.ts';
import { eventsAfter, type ConversationState } from './log/index.ts';
import { conversationNotFound, RequestError } from './request-error.ts';
import { subscribedTo, type Cursor } from './subscribed.ts';

/** Refuses a socket one more conversation than it may follow. */
export function checkSubscriptions({ state, limits }: ChatContext, connection: Connection, conversationId: string): void {
  if (state.cursorOf(connection, conversationId) !== undefined) return;
  if (state.subscriptionsOf(connection) < limits.maxSubscriptions) return;
  const message = `A socket follows at most ${limits.maxSubscriptions} conversations.`;
  throw new RequestError('limit_exceeded', message, { conversation_id: conversationId });
}

/** Answers a `Subscribe`, and sends what follows from then on. Between the look at the log and the answer nothing can come in. */
export async function follow(context: ChatContext, connection: Connection, conversationId: string, cursor: Cursor): Promise<void> {
  checkSubscriptions(context, connection, conversationId);
  const held = await context.log.hold(conversationId);
  if (!held) throw conversationNotFound(conversationId);
  const state = held.read();
  if (!mayAccess(state, connection)) {
    held.release();
    throw conversationNotFound(conversationId);
  }
  context.state.follow(connection, held, subscribedTo(state, cursor));
}

/**
 * Lets a socket that has sent to a conversation follow it from before what it sent, unless it does already (R4.8).
 * @throws RequestError when that was deleted, or taken from it, meanwhile.
 */
export async function followFrom(
  context: Pick<ChatContext, 'log' | 'state'>,
  connection: Connection,
  before: ConversationState,
): Promise<void> {
  const { id, cursor } = before.conversation;
  if (context.state.cursorOf(connection, id) !== undefined) return;
  const held = await context.log.hold(id);
  if (!held) return;
  const current = held.read();
  if (!mayAccess(current, connection)) {
    held.release();
    throw conversationNotFound(id);
  }
  const reachesBack = eventsAfter(current.tail, cursor) !== undefined;
  context.state.follow(connection, held, subscribedTo(reachesBack ? before : current, {}));
}
