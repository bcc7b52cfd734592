import { useEffect, useMemo, useState } from 'react';
import { v4 as uuid } from 'uuid';
import { sharedRegistry, type ConnectionRegistry, type GetToken } from '../client/index.ts';
import { chatStoreOf, type ChatStore } from '../store/index.ts';
import { createChatActions, type ChatActions } from './chat-actions.ts';

export interface ChatSocketOptions {
  /** Where the server listens: `ws://…` or `wss://…`. */
  url: string;
  /** The conversation to show, a lower-case UUID. @default a new one, for as long as the component lives */
  conversationId?: string | undefined;
  /** Who is signed in: change it with the user, and the page opens another connection. @default the one that all share */
  identity?: string | undefined;
  /** Gives the token of who is signed in, where no cookie says it. What it is at first counts: change `identity` for another. */
  getToken?: GetToken | undefined;
  /** Whether answers are asked for with reasoning. @default what the server does by default */
  useReasoning?: boolean | undefined;
  /** The name of the model to ask. @default the server's choice */
  model?: string | undefined;
  /** The repositories that answers are about, at most five, like `owner/name#branch`. @default none */
  repos?: readonly string[] | undefined;
  /** The connections to share. @default those of the page */
  registry?: ConnectionRegistry | undefined;
}

/** One conversation of one store, and what can be done in it. */
export interface ChatSession {
  readonly store: ChatStore;
  readonly conversationId: string;
  readonly actions: ChatActions;
}

/** Finds the shared connection, holds it and the conversation while mounted, and says what can be done. */
export function useChatSession(options: ChatSocketOptions): ChatSession {
  const [shared] = useState(sharedRegistry);
  const { url, identity, getToken, useReasoning, model, repos, registry = shared } = options;
  const [ownId] = useState(() => uuid());
  const conversationId = options.conversationId ?? ownId;
  const [firstGetToken] = useState(() => getToken);
  const store = useMemo(() => chatStoreOf(registry.client(url, identity, firstGetToken)), [registry, url, identity, firstGetToken]);

  useEffect(() => store.open(conversationId, uuid()), [store, conversationId]);

  // A list is another one in each render; its names are what counts, and none has a space.
  const about = repos?.join(' ');

  return useMemo(() => {
    const choices = { useReasoning, model, repos: about?.split(' ').filter(Boolean) };
    return { store, conversationId, actions: createChatActions(store, conversationId, choices) };
  }, [store, conversationId, useReasoning, model, about]);
}
