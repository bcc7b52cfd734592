import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChatClient } from '../client/index.ts';
import type { ChatMessage } from './chat-message.ts';
import { emptyView, messageOf, nextView, type ChatState } from './chat-state.ts';
import { requestFrame as browserFrame, type RequestFrame } from './frame-commit.ts';

export interface ChatStoreOptions {
  /** When to publish what has gathered. @default the next animation frame */
  requestFrame?: RequestFrame;
}

/** A view of a client for React: it publishes once per frame, however many events came in. */
export interface ChatStore extends Pick<StoreApi<ChatState>, 'getState' | 'getInitialState' | 'subscribe'> {
  readonly client: ChatClient;
  /** Ids of the messages that were sent from this page. */
  readonly sentHere: Set<string>;
  /** Opens the connection and follows a conversation in the name of an effect instance; the returned function gives both back. */
  open(conversationId: string, instanceId: string): () => void;
  /** A message as of the last commit. */
  message(conversationId: string, messageId: string): ChatMessage | undefined;
  /** Calls back when that message was changed by a commit, and for no other; the returned function stops that. */
  subscribeMessage(conversationId: string, messageId: string, onCommit: () => void): () => void;
  /** Shows the branch of a message, and stays on it for as long as the store lives. */
  chooseBranch(conversationId: string, messageId: string): void;
}

/** Makes the store of a client. */
export function createChatStore(client: ChatClient, { requestFrame = browserFrame }: ChatStoreOptions = {}): ChatStore {
  const store = createStore<ChatState>(() => ({ ...clientState(client), conversations: {} }));
  const readers = new Map<string, Set<() => void>>();
  const changed = new Map<string, Set<string>>();
  const chosen = new Map<string, readonly string[]>();
  let isAwaitingFrame = false;

  client.subscribe((change) => {
    if (change.type === 'conversation') gather(change.conversationId, change.messageIds);
    awaitFrame();
  });

  function gather(conversationId: string, messageIds: Iterable<string>): void {
    const gathered = changed.get(conversationId) ?? new Set();
    for (const id of messageIds) gathered.add(id);
    changed.set(conversationId, gathered);
  }

  function awaitFrame(): void {
    if (isAwaitingFrame) return;
    isAwaitingFrame = true;
    requestFrame(commit);
  }

  function commit(): void {
    isAwaitingFrame = false;
    const commits = [...changed];
    changed.clear();
    const conversations = { ...store.getState().conversations };
    for (const [id, messageIds] of commits) {
      const last = conversations[id] ?? emptyView(id);
      const held = client.conversation(id);
      if (!held) {
        delete conversations[id];
        continue;
      }
      const view = nextView(last, held, client.outbox(id), chosen.get(id) ?? last.choices);
      conversations[id] = view;
      chosen.set(id, view.choices);
      if (view.branches === last.branches) continue;
      for (const messageId of [...last.branches.keys(), ...view.branches.keys()]) messageIds.add(messageId);
    }
    store.setState(commits.length > 0 ? { ...clientState(client), conversations } : clientState(client));
    for (const [conversationId, messageIds] of commits) {
      for (const id of messageIds) readers.get(readerKey(conversationId, id))?.forEach((onCommit) => onCommit());
    }
  }

  return {
    client,
    sentHere: new Set(),
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    open(conversationId, instanceId) {
      const unfollow = client.follow(conversationId, instanceId);
      const close = client.open(instanceId);
      if (!store.getState().conversations[conversationId]) {
        gather(conversationId, []);
        awaitFrame();
      }
      return () => {
        unfollow();
        close();
      };
    },
    message(conversationId, messageId) {
      const view = store.getState().conversations[conversationId];
      return view && messageOf(view, messageId);
    },
    chooseBranch(conversationId, messageId) {
      const here = store.getState().conversations[conversationId]?.messageIds.at(-1);
      const before = (chosen.get(conversationId) ?? []).filter((id) => id !== here);
      chosen.set(conversationId, [...before, ...(here === undefined ? [] : [here]), messageId]);
      gather(conversationId, []);
      awaitFrame();
    },
    subscribeMessage(conversationId, messageId, onCommit) {
      const key = readerKey(conversationId, messageId);
      const ofMessage = readers.get(key) ?? new Set();
      readers.set(key, ofMessage.add(onCommit));
      return () => {
        ofMessage.delete(onCommit);
        if (ofMessage.size === 0 && readers.get(key) === ofMessage) readers.delete(key);
      };
    },
  };
}

function clientState(client: ChatClient): Omit<ChatState, 'conversations'> {
  return { connection: client.connection(), userId: client.userId(), maxFrameBytes: client.maxFrameBytes(), unsent: client.unsent() };
}

function readerKey(conversationId: string, messageId: string): string {
  return `${conversationId} ${messageId}`;
}

const stores = new WeakMap<ChatClient, ChatStore>();

/** The one store of a client, made when it is first asked for. */
export function chatStoreOf(client: ChatClient): ChatStore {
  const known = stores.get(client);
  if (known) return known;
  const created = createChatStore(client);
  stores.set(client, created);
  return created;
}
