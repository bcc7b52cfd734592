import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { createChatClient, realEnvironment, type ChatClient, type Environment, type PageSignal } from '../../../src/client/index.ts';
import { decodeServerFrame, joinText, visiblePath } from '../../../src/protocol/index.ts';
import type { Library } from './page.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }; // our own

/** A tab: its timers and sockets go with it, and it says so as a browser's does. */
function createTab(cookie: { token: string | undefined }): { environment: Environment; close: () => void } {
  const real = realEnvironment();
  const sockets = new Set<WebSocket>();
  const listeners = new Set<(signal: PageSignal) => void>();
  let isClosed = false;
  const environment: Environment = {
    ...real,
    connect(url, protocols) {
      // Node's WebSocket takes headers, which the types of the DOM do not know. A browser would send the session cookie.
      const options = { protocols, headers: cookie.token === undefined ? {} : { authorization: `Bearer ${cookie.token}` } };
      const socket = new WebSocket(url, options as unknown as string[]);
      socket.addEventListener('message', ({ data }) => {
        const decoded = decodeServerFrame(String(data));
        if (decoded.ok && decoded.frame.type === 'Welcome') cookie.token ??= decoded.frame.token;
      });
      sockets.add(socket);
      return socket;
    },
    setTimer: (ms, callback) => real.setTimer(ms, () => isClosed || callback()),
    page: {
      isOnline: () => true,
      isVisible: () => true,
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  return {
    environment,
    close() {
      for (const listener of listeners) listener('pagehide');
      isClosed = true;
      for (const socket of sockets) socket.close();
    },
  };
}

/** Resolves once the server has said who we are. */
function known(client: ChatClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe(() => {
      if (client.connection().status !== 'live') return;
      stop();
      resolve();
    });
  });
}

export const library: Library = {
  name: 'react-chat-socket',
  version,
  server: 'our-server',
  setup:
    'The client and the server of this repository, default options. IndexedDB is `fake-indexeddb`; tabs and Web Locks are those of Node.js.',
  noClaim:
    'Going on with an answer whose server was killed: it ends as interrupted, with the text that it had; one of which nothing was stored yet is asked for again, so the model may see that question twice.',
  isShared: true,
  createBrowser() {
    const cookie: { token: string | undefined } = { token: undefined };
    return {
      async open(port, room) {
        const tab = createTab(cookie);
        const client = createChatClient({ url: `ws://127.0.0.1:${port}/ws`, environment: tab.environment });
        client.open('page');
        client.follow(room, 'page');
        // A browser has the session cookie from the page itself, before it opens a socket.
        await known(client);
        return {
          canSend: () => true,
          send: (content) => void client.send({ conversationId: room, content }),
          text() {
            const held = client.conversation(room);
            const answers = held ? visiblePath(held.conversation).filter(({ role }) => role === 'assistant') : [];
            return answers.flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? joinText(part.text) : ''))).join('');
          },
          leave: tab.close,
        };
      },
    };
  },
};
