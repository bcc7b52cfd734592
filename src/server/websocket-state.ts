import { closeCodes, mergeUpdates, type LoggedEvent, type Subscribed } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import type { Stop } from './environment.ts';
import { eventsAfter, type ConversationLog, type HeldConversation } from './log/index.ts';

/** Who is connected, and who follows which conversation. */
export interface WebSocketState {
  readonly connections: ReadonlySet<Connection>;
  add(connection: Connection): void;
  remove(connection: Connection): void;
  /** A socket is that user's from now on. */
  assign(connection: Connection, userId: string): void;
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
  readonly connection: Connection;
  /** All that its socket follows, by conversation. */
  readonly own: Map<string, Subscription>;
  readonly held: HeldConversation;
  cursor: number;
}

/** A socket with more than this buffered, in bytes, is left alone until it has drained. It is above what a socket takes before it says so. */
const lowWaterBytes = 64 * 1024;

/** A subscription is a cursor into the log and not a queue, so a slow reader costs a number, and stalls nobody. */
export function createWebSocketState(log: ConversationLog): WebSocketState {
  const subscriptions = new Map<Connection, Map<string, Subscription>>();
  const connections = new Set<Connection>();
  /** How many sockets each user has. */
  const counts = new Map<string, number>();
  /** By conversation. */
  const followers = new Map<string, Set<Subscription>>();

  const stop = log.onAppended((conversationIds) => {
    const woken = new Set<Subscription['own']>();
    for (const id of conversationIds) {
      for (const subscription of followers.get(id) ?? []) {
        // Most sockets follow one conversation, and are woken by no other.
        if (subscription.own.size === 1) sendNews(subscription);
        else woken.add(subscription.own);
      }
    }
    for (const own of woken) sendAllNews(own);
  });

  function count(userId: string, by: number): void {
    const next = state.countOf(userId) + by;
    if (next > 0) counts.set(userId, next);
    else counts.delete(userId);
  }

  const state: WebSocketState = {
    connections,
    add(connection) {
      connections.add(connection);
      count(connection.user_id, 1);
    },
    remove(connection) {
      for (const id of subscriptions.get(connection)?.keys() ?? []) state.unfollow(connection, id);
      subscriptions.delete(connection);
      if (connections.delete(connection)) count(connection.user_id, -1);
    },
    assign(connection, userId) {
      if (connections.has(connection)) {
        count(connection.user_id, -1);
        count(userId, 1);
      }
      connection.user_id = userId;
    },
    countOf: (userId) => counts.get(userId) ?? 0,
    follow(connection, held, answer) {
      const { id } = held.read().conversation;
      if (!connections.has(connection)) return held.release();
      const own = subscriptions.get(connection) ?? new Map<string, Subscription>();
      subscriptions.set(connection, own);
      state.unfollow(connection, id);
      const subscription: Subscription = { connection, own, held, cursor: answer.last_sync_id };
      own.set(id, subscription);
      followers.set(id, (followers.get(id) ?? new Set()).add(subscription));
      connection.send(answer);
      state.catchUp(connection);
    },
    unfollow(connection, conversationId) {
      const subscription = subscriptions.get(connection)?.get(conversationId);
      if (!subscription) return;
      subscription.held.release();
      subscription.own.delete(conversationId);
      connection.forget(conversationId);
      const others = followers.get(conversationId);
      others?.delete(subscription);
      if (others?.size === 0) followers.delete(conversationId);
    },
    dismiss(conversationId) {
      for (const { connection } of followers.get(conversationId) ?? []) state.expel(connection, conversationId);
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
      const own = subscriptions.get(connection);
      if (own) sendAllNews(own);
    },
    close: stop,
  };
  return state;
}

/** What was followed last is on the screen, most likely: it goes first, and the others take what room is left. */
function sendAllNews(own: Subscription['own']): void {
  const [first, ...others] = [...own.values()].toReversed();
  if (!first) return;
  if (others.length === 0) return sendNews(first);
  first.connection.socket.cork(() => {
    for (const subscription of [first, ...others]) sendNews(subscription);
  });
}

function sendNews(subscription: Subscription): void {
  const { connection, held } = subscription;
  const { conversation, tail } = held.read();
  if (subscription.cursor >= conversation.cursor || connection.isShut()) return;
  // What a reader lacks is only looked for when there is room for it, or when it may be lost.
  if (subscription.cursor >= tail.base && isFull(connection)) return;
  const events = eventsAfter(tail, subscription.cursor);
  if (!events) return connection.close(closeCodes.slowReader);
  const only = events.length === 1 ? events[0] : undefined;
  if (only) sendEvent(subscription, only);
  else connection.socket.cork(() => sendEvents(subscription, mergeUpdates(events)));
}

/** As far as the socket takes them. */
function sendEvents(subscription: Subscription, events: readonly LoggedEvent[]): void {
  const { connection } = subscription;
  for (const event of events) {
    if (connection.isShut() || isFull(connection)) return;
    sendEvent(subscription, event);
  }
}

function sendEvent(subscription: Subscription, event: LoggedEvent): void {
  subscription.connection.sendEvent(event);
  subscription.cursor = event.sync_id;
}

function isFull({ socket }: Connection): boolean {
  return socket.bufferedBytes() > lowWaterBytes;
}
