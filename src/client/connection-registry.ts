import type { ChatClient, ChatClientOptions } from './chat-client.ts';
import { createChatClient } from './create-chat-client.ts';

/** The clients of a page: one for each url and identity, so that all who name the same share one socket. */
export interface ConnectionRegistry {
  /** The client of that url and identity; `getToken` counts when it is made. */
  client(url: string, identity?: string, getToken?: ChatClientOptions['getToken']): ChatClient;
}

/** Makes a registry of its own, for a test or a page that wants its connections apart from others. */
export function createConnectionRegistry(
  options: Pick<ChatClientOptions, 'environment' | 'lingerMs' | 'outboxLimit'> = {},
): ConnectionRegistry {
  const clients = new Map<string, ChatClient>();
  return {
    client(url, identity = '', getToken) {
      const key = JSON.stringify([url, identity]);
      const known = clients.get(key);
      if (known) return known;
      const created = createChatClient({ url, identity, getToken, ...options });
      clients.set(key, created);
      return created;
    },
  };
}

let shared: ConnectionRegistry | undefined;

/** The registry of this page, made when it is first asked for. On a server, which keeps nothing of those it renders for, a new one each time. */
export function sharedRegistry(): ConnectionRegistry {
  if (typeof window === 'undefined') return createConnectionRegistry();
  shared ??= createConnectionRegistry();
  return shared;
}
