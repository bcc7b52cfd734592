import {
  foldConversations,
  readConversationsFrame,
  type ConversationEvent,
  type ConversationsSubscribed,
  type ConversationSummary,
  type DeleteFrame,
  type RenameFrame,
  type RestoreFrame,
} from '../protocol/index.ts';
import type { ChatClient } from './chat-client.ts';
import { createHolders } from './holders.ts';

/** What is known of a list of conversations. `failed`: the server does not give it. */
export type ConversationsStatus = 'loading' | 'ready' | 'failed';

/** The list of a user's conversations, as it stands on the server and as its user wants it. */
export interface Conversations {
  /** The newest first; another array where something has changed. */
  list(): readonly ConversationSummary[];
  status(): ConversationsStatus;
  /** Follows the list in the name of an effect instance; the returned function gives it back. */
  follow(instanceId: string): () => void;
  /** Gives a conversation another title: one line of 1 to 200 characters. It is shown at once. */
  rename(conversationId: string, title: string): void;
  /** Deletes a conversation, and stops what is being answered in it. It is gone from the list at once, and can be restored. */
  remove(conversationId: string): void;
  /** Takes a removal back, as long as the server keeps what was deleted. */
  restore(conversationId: string): void;
  /** Asks again for a list that has failed. */
  retry(): void;
  /** Calls back after each change; the returned function stops that. */
  subscribe(onChange: () => void): () => void;
}

const scope = 'conversations';
const listKey = `${scope}:list`;

/** What the user wants of a conversation, and the server has not answered. */
type Wish = (RenameFrame | DeleteFrame | RestoreFrame) & { readonly request_id: string };

function createConversations(client: ChatClient): Conversations {
  const { environment } = client;
  const listeners = new Set<() => void>();
  /** By the conversation and what of it is to change. The last one counts. */
  const wishes = new Map<string, Wish>();
  let status: ConversationsStatus = 'loading';
  let owner = client.userId();
  let logId: string | undefined;
  let cursor = 0;
  let isFollowed = false;
  let folded: readonly ConversationSummary[] = [];
  /** What came since somebody last looked: a long list comes in many frames, and is folded once. */
  let news: ConversationEvent[] = [];
  let shown: readonly ConversationSummary[] | undefined;
  let stopWork: (() => void) | undefined;

  const { lingerMs, requests, send, isThere } = client.join(scope, {
    receive(value) {
      const frame = readConversationsFrame(value);
      if (frame?.type === 'Subscribed') subscribed(frame);
      else if (frame) take(frame);
    },
    refused(error) {
      const { request_id = '', retryable } = error;
      if (retryable) return requests.askLater(request_id, error);
      settle(request_id);
      if (request_id === listKey) status = 'failed';
      changed();
    },
    onLive() {
      const user = client.userId();
      if (owner !== undefined && user !== owner) forget();
      owner = user;
      if (holders.isHeld()) ask();
      for (const frame of wishes.values()) requests.ask(frame.request_id, () => frame);
    },
  });

  const holders = createHolders({
    environment,
    lingerMs,
    onHeld: ask,
    onReleased() {
      isFollowed = false;
      send({ type: 'Unsubscribe', scope });
      requests.settle(listKey);
    },
  });

  function changed(): void {
    shown = undefined;
    for (const listener of listeners) listener();
  }

  function ask(): void {
    isFollowed = false;
    requests.ask(listKey, () => {
      const from = logId === undefined ? {} : { log_id: logId, last_sync_id: cursor };
      return { type: 'Subscribe', scope, request_id: listKey, ...from };
    });
  }

  /** Another user: what is held is not theirs to see. */
  function forget(): void {
    status = 'loading';
    logId = undefined;
    folded = [];
    news = [];
    for (const { request_id } of wishes.values()) settle(request_id);
    changed();
  }

  function wish(kind: string, wanted: RenameFrame | DeleteFrame | RestoreFrame): void {
    const key = `${kind} ${wanted.conversation_id}`;
    const before = wishes.get(key);
    if (before) requests.settle(before.request_id);
    const frame: Wish = { ...wanted, request_id: `${scope}:${environment.uuid()}` };
    wishes.set(key, frame);
    requests.ask(frame.request_id, () => frame);
    stopWork ??= client.open(environment.uuid());
    changed();
  }

  function settle(requestId: string): void {
    requests.settle(requestId);
    for (const [key, { request_id }] of wishes) if (request_id === requestId) wishes.delete(key);
    if (wishes.size > 0) return;
    stopWork?.();
    stopWork = undefined;
  }

  function subscribed(answer: ConversationsSubscribed): void {
    requests.settle(listKey);
    const isAnother = answer.log_id !== logId || answer.last_sync_id < cursor;
    if (isAnother) {
      folded = [];
      news = [];
    }
    news.push(...answer.events);
    logId = answer.log_id;
    cursor = answer.last_sync_id;
    isFollowed = true;
    status = 'ready';
    answer.events.forEach(look);
    changed();
  }

  function take(event: ConversationEvent): void {
    if (event.request_id !== undefined) settle(event.request_id);
    const isNew = isFollowed && event.sync_id > cursor;
    if (isNew && (event.after ?? event.sync_id - 1) !== cursor) return ask();
    if (isNew) {
      cursor = event.sync_id;
      news.push(event);
      look(event);
    }
    if (isNew || event.request_id !== undefined) changed();
  }

  function look(event: ConversationEvent): void {
    if (event.type === 'ConversationChanged') isThere(event.conversation.id);
  }

  /** The list as it will be once everything that is wanted has happened. */
  function asWanted(conversation: ConversationSummary): ConversationSummary | readonly [] {
    if (wishes.get(`presence ${conversation.id}`)?.type === 'Delete') return [];
    const renamed = wishes.get(`title ${conversation.id}`);
    return renamed?.type === 'Rename' ? { ...conversation, title: renamed.title } : conversation;
  }

  return {
    list() {
      if (news.length > 0) folded = foldConversations(folded, news);
      news = [];
      shown ??= wishes.size === 0 ? folded : folded.flatMap(asWanted);
      return shown;
    },
    status: () => status,
    follow(instanceId) {
      const unfollow = holders.hold(instanceId);
      const close = client.open(instanceId);
      return () => {
        unfollow();
        close();
      };
    },
    rename: (conversationId, title) => wish('title', { type: 'Rename', conversation_id: conversationId, title: title.trim() }),
    remove: (conversationId) => wish('presence', { type: 'Delete', conversation_id: conversationId }),
    restore: (conversationId) => wish('presence', { type: 'Restore', conversation_id: conversationId }),
    retry() {
      status = 'loading';
      ask();
      changed();
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

const made = new WeakMap<ChatClient, Conversations>();

/** The list of conversations of a client's user, made when it is first asked for. */
export function conversationsOf(client: ChatClient): Conversations {
  const known = made.get(client);
  if (known) return known;
  const created = createConversations(client);
  made.set(client, created);
  return created;
}
