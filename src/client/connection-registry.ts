import type { ChatClient } from './chat-client.ts';
import { createChatClient } from './create-chat-client.ts';
import type { Environment } from './environment.ts';

/** The clients of a page: one for each url and identity, so that all who name the same share one socket. */
export interface ConnectionRegistry {
  client(url: string, identity?: string): ChatClient;
}

/** Makes a registry of its own, for a test or a page that wants its connections apart from others. */
export function createConnectionRegistry(options: { environment?: Environment; lingerMs?: number } = {}): ConnectionRegistry {
  const clients = new Map<string, ChatClient>();
  return {
    client(url, identity = '') {
      const key = JSON.stringify([url, identity]);
      const known = clients.get(key);
      if (known) return known;
      const created = createChatClient({ url, identity, ...options });
      clients.set(key, created);
      return created;
    },
  };
}

let shared: ConnectionRegistry | undefined;

/** The registry of this page, made when it is first asked for. */
export function sharedRegistry(): ConnectionRegistry {
  shared ??= createConnectionRegistry();
  return shared;
}
