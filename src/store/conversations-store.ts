import { createStore, type StoreApi } from 'zustand/vanilla';
import { conversationsOf, type ChatClient, type Conversations, type ConversationsStatus } from '../client/index.ts';
import type { ConversationSummary } from '../protocol/index.ts';
import { requestFrame as browserFrame, type RequestFrame } from './frame-commit.ts';

/** The list of conversations as it was at the last commit. */
export interface ConversationsView {
  /** The newest first. */
  readonly conversations: readonly ConversationSummary[];
  readonly status: ConversationsStatus;
}

/** A view of the list of conversations for React: it publishes once per frame, however much came in. */
export interface ConversationsStore extends Pick<StoreApi<ConversationsView>, 'getState' | 'getInitialState' | 'subscribe'> {
  readonly client: ChatClient;
  readonly list: Conversations;
}

/** Makes the store of a client's list. */
export function createConversationsStore(
  client: ChatClient,
  { requestFrame = browserFrame }: { requestFrame?: RequestFrame } = {},
): ConversationsStore {
  const list = conversationsOf(client);
  const view = (): ConversationsView => ({ conversations: list.list(), status: list.status() });
  const store = createStore<ConversationsView>(view);
  let isAwaitingFrame = false;

  list.subscribe(() => {
    if (isAwaitingFrame) return;
    isAwaitingFrame = true;
    requestFrame(() => {
      isAwaitingFrame = false;
      store.setState(view());
    });
  });

  return { client, list, getState: store.getState, getInitialState: store.getInitialState, subscribe: store.subscribe };
}

const stores = new WeakMap<ChatClient, ConversationsStore>();

/** The one store of a client's list, made when it is first asked for. */
export function conversationsStoreOf(client: ChatClient): ConversationsStore {
  const known = stores.get(client);
  if (known) return known;
  const created = createConversationsStore(client);
  stores.set(client, created);
  return created;
}
