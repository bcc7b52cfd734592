import { useContext, useEffect, useMemo, useState } from 'react';
import { v4 as uuid } from 'uuid';
import { useStore } from 'zustand';
import { sharedRegistry, type ChatClient, type ConnectionState, type Conversations } from '../client/index.ts';
import { chatStoreOf, conversationsStoreOf, type ConversationsView } from '../store/index.ts';
import { ChatContext } from './chat-context.ts';
import type { ChatSocketOptions } from './use-chat-session.ts';

/** Whose list it is. Without a url, that of the nearest `ChatProvider`. */
export interface ConversationsOptions extends Pick<ChatSocketOptions, 'identity' | 'getToken' | 'registry'> {
  /** Where the server listens: `ws://…` or `wss://…`. @default that of the nearest `ChatProvider` */
  url?: string | undefined;
}

/** The list of a user's conversations, live, and what can be done with it. The functions stay the same from render to render. */
export interface ConversationsApi extends ConversationsView, Pick<Conversations, 'rename' | 'remove' | 'restore' | 'retry'> {
  readonly connection: ConnectionState;
  /** The time by the server's clock, in ms since 1970: what the times in the list are to be held against. */
  readonly serverNow: () => number;
}

/**
 * The conversations of the user, newest first, the same in every tab and on every device. It shares the connection of all who name the
 * same url and identity.
 */
export function useConversations(options: ConversationsOptions = {}): ConversationsApi {
  const client = useClient(options);
  const store = conversationsStoreOf(client);
  const { list } = store;
  useEffect(() => list.follow(uuid()), [list]);
  const view = useStore(store);
  const connection = useStore(chatStoreOf(client), (state) => state.connection);
  return useMemo(() => {
    const { rename, remove, restore } = list;
    const retry = () => {
      list.retry();
      client.retryNow();
    };
    return { ...view, connection, serverNow: client.serverNow, rename, remove, restore, retry };
  }, [list, view, connection, client]);
}

function useClient(options: ConversationsOptions): ChatClient {
  const [shared] = useState(sharedRegistry);
  const { url, identity, getToken, registry = shared } = options;
  const session = useContext(ChatContext);
  const [firstGetToken] = useState(() => getToken);
  const named = useMemo(
    () => (url === undefined ? undefined : registry.client(url, identity, firstGetToken)),
    [registry, url, identity, firstGetToken],
  );
  const client = named ?? session?.store.client;
  if (client) return client;
  throw new Error(
    'useConversations() was used without a url and outside <ChatProvider>. It needs one of them to know which server to ask. ' +
      'Give it one: useConversations({ url: "ws://…" }), or put it inside <ChatProvider url="ws://…">.',
  );
}
