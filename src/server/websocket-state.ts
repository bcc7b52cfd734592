import { closeCodes, mergeUpdates, type Subscribed } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import type { Stop } from './environment.ts';
import { eventsAfter, type ConversationLog, type HeldConversation } from './log/index.ts';

/** Who is connected, and who follows which conversation. */
export interface WebSocketState {
  readonly connections: ReadonlySet<Connection>;
  add(connection: Connection): void;
  remove(connection: Connection): void;
  /** How many sockets a user has. */
  countOf(userId: string): number;
  /** Sends the answer to a `Subscribe`, and from then on what follows it. Takes over the hold. */
  follow(connection: Connection, held: HeldConversation, answer: Subscribed): void;
  unfollow(connection: Connection, conversationId: string): void;
  /** A socket may not follow a conversation any more, and is told so. */
  expel(connection: Connection, conversationId: string): void;
  /** The conversations that a socket follows. */
  followedBy(connection: Connection): readonly string[];
  /** Nobody may follow a conversation any more: those who do are told so. */
  dismiss(conversationId: string): void;
  /** The sync_id up to which a socket has been sent a conversation; undefined if it does not follow that. */
  cursorOf(connection: Connection, conversationId: string): number | undefined;
  /** Whether nothing is unfinished in what a socket follows, and it has been sent all of it. */
  isAtRest(connection: Connection): boolean;
  /** How many conversations a socket follows. */
  subscriptionsOf(connection: Connection): number;
  /** Sends a socket what is new to it, as far as it takes it. */
  catchUp(connection: Connection): void;
  /** Wakes nobody any more. */
  close: Stop;
}

interface Subscription {
  readonly held: HeldConversation;
  cursor: number;
}

/** A socket with more than this buffered, in bytes, is left alone until it has drained. It is above what a socket takes before it says so. */
const lowWaterBytes = 64 * 1024;

/** A subscription is a cursor into the log and not a queue, so a slow reader costs a number, and stalls nobody. */
export function createWebSocketState(log: ConversationLog): WebSocketState {
  const subscriptions = new Map<Connection, Map<string, Subscription>>();
  const connections = new Set<Connection>();
  const followers = new Map<string, Set<Connection>>();

  const stop = log.onAppended((conversationIds) => {
    const woken = new Set<Connection>();
    for (const id of conversationIds) for (const connection of followers.get(id) ?? []) woken.add(connection);
    for (const connection of woken) state.catchUp(connection);
  });

  const state: WebSocketState = {
    connections,
    add: (connection) => void connections.add(connection),
    remove(connection) {
      for (const id of subscriptions.get(connection)?.keys() ?? []) state.unfollow(connection, id);
      subscriptions.delete(connection);
      connections.delete(connection);
    },
    countOf(userId) {
      let count = 0;
      for (const { user_id } of connections) if (user_id === userId) count += 1;
      return count;
    },
    follow(connection, held, answer) {
      const { id } = held.read().conversation;
      if (!connections.has(connection)) return held.release();
      const own = subscriptions.get(connection) ?? new Map<string, Subscription>();
      subscriptions.set(connection, own);
      own.get(id)?.held.release();
      own.set(id, { held, cursor: answer.last_sync_id });
      followers.set(id, (followers.get(id) ?? new Set()).add(connection));
      connection.send(answer);
      state.catchUp(connection);
    },
    unfollow(connection, conversationId) {
      const own = subscriptions.get(connection);
      own?.get(conversationId)?.held.release();
      own?.delete(conversationId);
      const others = followers.get(conversationId);
      others?.delete(connection);
      if (others?.size === 0) followers.delete(conversationId);
    },
    dismiss(conversationId) {
      for (const connection of followers.get(conversationId) ?? []) state.expel(connection, conversationId);
    },
    expel(connection, conversationId) {
      state.unfollow(connection, conversationId);
      connection.send({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    },
    followedBy: (connection) => [...(subscriptions.get(connection)?.keys() ?? [])],
    cursorOf: (connection, conversationId) => subscriptions.get(connection)?.get(conversationId)?.cursor,
    isAtRest(connection) {
      return [...(subscriptions.get(connection)?.values() ?? [])].every(({ held, cursor }) => {
        const { conversation } = held.read();
        return conversation.unfinished.length === 0 && cursor >= conversation.cursor;
      });
    },
    subscriptionsOf: (connection) => subscriptions.get(connection)?.size ?? 0,
    catchUp(connection) {
      if (connection.isShut()) return;
      connection.socket.cork(() => {
        // What was followed last is on the screen, most likely: it goes first, and the others take what room is left.
        const own = [...(subscriptions.get(connection)?.values() ?? [])];
        for (const subscription of own.toReversed()) sendNews(connection, subscription);
      });
    },
    close: stop,
  };
  return state;
}

function sendNews(connection: Connection, subscription: Subscription): void {
  const { conversation, tail } = subscription.held.read();
  if (subscription.cursor >= conversation.cursor) return;
  const events = eventsAfter(tail, subscription.cursor);
  if (!events) return connection.close(closeCodes.slowReader);
  for (const event of events.length > 1 ? mergeUpdates(events) : events) {
    if (connection.isShut() || connection.socket.bufferedBytes() > lowWaterBytes) return;
    connection.sendEvent(event);
    subscription.cursor = event.sync_id;
  }
}
