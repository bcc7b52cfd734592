import {
  applyEvents,
  applyHistory,
  applySubscribed,
  emptyConversation,
  placeBehind,
  type ClientFrame,
  type Conversation,
  type ErrorFrame,
  type History,
  type LoggedEvent,
  type Subscribed,
  type Unsubscribed,
} from '../protocol/index.ts';
import type { Requests } from './requests.ts';

/** What is known of a conversation beside its messages. */
export type ConversationStatus =
  /** Nothing of it has come yet. */
  | 'loading'
  | 'ready'
  /** It is not there any more: what is shown stays, and nothing can be added. */
  | 'gone'
  /** It could not be loaded. */
  | 'failed';

/** How asking for the page of messages before the first one held stands. */
export type PageStatus = 'there' | 'loading' | 'failed';

export interface HeldConversation {
  readonly conversation: Conversation;
  readonly status: ConversationStatus;
  readonly page: PageStatus;
}

interface Held {
  conversation: Conversation;
  status: ConversationStatus;
  page: PageStatus;
  /** What follows and is not folded yet: text, until somebody looks. That is once a frame, and a fold copies the list of messages. */
  waiting: LoggedEvent[];
  /** Whether events of this socket are applied: between a `Subscribed` and the next `Subscribe`. */
  isFollowed: boolean;
}

export interface SubscriptionsOptions {
  requests: Requests;
  send: (frame: ClientFrame) => void;
  /** Whether the server has something that a conversation does not show. */
  misses: (conversation: Conversation) => boolean;
  /** Conversation and cursor have moved, in one step, before this is called. */
  onChange: (conversationId: string, messageIds: ReadonlySet<string>) => void;
  /** The same, where nothing but text has come. */
  onText: (conversationId: string, messageIds: ReadonlySet<string>) => void;
}

/** The conversations that are held, each with its cursor: gaps, catch-up, and the pages before. */
export interface Subscriptions {
  get(conversationId: string): HeldConversation | undefined;
  add(conversationId: string): void;
  remove(conversationId: string): void;
  loadEarlier(conversationId: string): void;
  /** Asks again for a conversation that could not be loaded. */
  reload(conversationId: string): void;
  receive(event: LoggedEvent): void;
  subscribed(answer: Subscribed): void;
  unsubscribed(frame: Unsubscribed): void;
  history(page: History): void;
  /** A `Subscribe` or `History` was refused. */
  refused(conversationId: string, error: ErrorFrame): void;
  /** A new socket: asks for every conversation that is held. */
  onLive(): void;
  onLost(): void;
  /** Another user: what is held is not theirs to see. */
  forget(): void;
  /** Asks again for conversations that were not there when last asked, or that miss something. */
  lookAgain(): void;
  /** Asks again for a conversation that was not there when last asked: now it is. */
  isThere(conversationId: string): void;
}

const subscribeKey = (conversationId: string) => `subscribe:${conversationId}`;
const historyKey = (conversationId: string) => `history:${conversationId}`;
const pageSize = 50;
const nobody: ReadonlySet<string> = new Set();
/** So much text waits at most, where nobody looks. */
const mostWaiting = 1000;

export function createSubscriptions({ requests, send, misses, onChange, onText }: SubscriptionsOptions): Subscriptions {
  const conversations = new Map<string, Held>();

  /** Folds what waits, and says which messages have changed by that. */
  function fold(held: Held): ReadonlySet<string> {
    if (held.waiting.length === 0) return nobody;
    const { conversation, changed } = applyEvents(held.conversation, held.waiting);
    held.conversation = conversation;
    held.waiting = [];
    return changed;
  }

  function look(held: Held): Held {
    fold(held);
    return held;
  }

  function ask(held: Held): void {
    const { id } = held.conversation;
    held.isFollowed = false;
    requests.ask(subscribeKey(id), () => {
      const { cursor, log_id } = look(held).conversation;
      const from = log_id === null ? {} : { last_sync_id: cursor, log_id };
      return { type: 'Subscribe', scope: 'chat', conversation_id: id, request_id: subscribeKey(id), ...from };
    });
  }

  function setStatus(held: Held, status: ConversationStatus): void {
    held.status = status;
    held.isFollowed = false;
    onChange(held.conversation.id, nobody);
  }

  function askForPage(held: Held): void {
    const { id, messages } = held.conversation;
    const before = messages[0]?.id;
    if (before === undefined) return;
    const key = historyKey(id);
    requests.ask(key, () => ({ type: 'History', conversation_id: id, before, limit: pageSize, request_id: key }));
  }

  return {
    get(conversationId) {
      const held = conversations.get(conversationId);
      return held && look(held);
    },
    add(conversationId) {
      if (conversations.has(conversationId)) return;
      const held: Held = {
        conversation: emptyConversation(conversationId),
        status: 'loading',
        page: 'there',
        waiting: [],
        isFollowed: false,
      };
      conversations.set(conversationId, held);
      ask(held);
    },
    remove(conversationId) {
      if (!conversations.delete(conversationId)) return;
      requests.settle(historyKey(conversationId));
      requests.settle(subscribeKey(conversationId));
      send({ type: 'Unsubscribe', scope: 'chat', conversation_id: conversationId });
    },
    loadEarlier(conversationId) {
      const held = conversations.get(conversationId);
      if (!held?.conversation.has_earlier || held.page === 'loading') return;
      held.page = 'loading';
      askForPage(held);
      onChange(conversationId, nobody);
    },
    reload(conversationId) {
      const held = conversations.get(conversationId);
      if (held?.status !== 'failed') return;
      setStatus(held, 'loading');
      ask(held);
    },
    receive(event) {
      const held = conversations.get(event.conversation_id);
      if (!held?.isFollowed) return;
      const place = placeBehind(held.waiting.at(-1)?.sync_id ?? held.conversation.cursor, event);
      if (place === 'gap') return ask(held);
      if (place === 'duplicate') return;
      held.waiting.push(event);
      const isText = event.type === 'Update' && held.waiting.length < mostWaiting;
      if (isText) onText(event.conversation_id, new Set([event.message_id]));
      else onChange(event.conversation_id, fold(held));
    },
    subscribed(answer) {
      const held = conversations.get(answer.conversation_id ?? '');
      if (!held) return;
      requests.settle(subscribeKey(held.conversation.id));
      const applied = applySubscribed(look(held).conversation, answer);
      if (applied.gap) {
        held.conversation = { ...held.conversation, log_id: null };
        return ask(held);
      }
      held.isFollowed = true;
      held.conversation = applied.conversation;
      held.status = 'ready';
      onChange(applied.conversation.id, applied.changed);
    },
    unsubscribed({ conversation_id, code }) {
      const held = conversations.get(conversation_id);
      if (held) setStatus(held, code === 'not_found' ? 'gone' : held.status);
    },
    history(page) {
      const held = conversations.get(page.conversation_id);
      if (!held) return;
      requests.settle(historyKey(page.conversation_id));
      held.page = 'there';
      held.conversation = applyHistory(held.conversation, page);
      onChange(page.conversation_id, new Set(page.messages.map((message) => message.id)));
    },
    refused(conversationId, error) {
      const held = conversations.get(conversationId);
      if (!held) return;
      const { request_id: key = '' } = error;
      if (error.retryable) return requests.askLater(key, error);
      requests.settle(key);
      if (key === historyKey(conversationId)) {
        held.page = 'failed';
        return onChange(conversationId, nobody);
      }
      if (error.code !== 'not_found') return setStatus(held, 'failed');
      const { cursor, log_id } = held.conversation;
      return setStatus(held, cursor === 0 && log_id === null ? 'ready' : 'gone');
    },
    onLive() {
      for (const held of conversations.values()) {
        ask(held);
        if (held.page === 'loading') askForPage(held);
      }
    },
    onLost() {
      for (const held of conversations.values()) held.isFollowed = false;
    },
    forget() {
      for (const [id, held] of conversations) {
        held.conversation = emptyConversation(id);
        held.waiting = [];
        held.page = 'there';
        setStatus(held, 'loading');
      }
    },
    lookAgain() {
      for (const held of conversations.values()) {
        if (wasNotThere(held) || misses(held.conversation)) ask(held);
      }
    },
    isThere(conversationId) {
      const held = conversations.get(conversationId);
      if (held && (held.status === 'gone' || wasNotThere(held))) ask(held);
    },
  };
}

function wasNotThere({ status, conversation, isFollowed }: Held): boolean {
  return status === 'ready' && conversation.log_id === null && !isFollowed;
}
