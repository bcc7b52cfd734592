import { JSDOM } from 'jsdom';
import { packageVersion } from './package-version.ts';
import type { Library } from './page.ts';

const { window } = new JSDOM('', { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
// React looks for a document when it is loaded.
const { createElement } = await import('react');
const { createRoot } = await import('react-dom/client');
const { useWebSocket } = await import('react-use-websocket/dist/lib/use-websocket.js');

interface Chat {
  url: string;
  onText: (text: string) => void;
  onReady: (send: (text: string) => void) => void;
}

const heartbeat = { message: 'ping', returnMessage: 'pong', timeout: 60_000, interval: 25_000 };

function Chat({ url, onText, onReady }: Chat) {
  const { sendMessage } = useWebSocket(url, {
    shouldReconnect: () => true,
    heartbeat,
    onMessage: ({ data }: { data: string }) => data === heartbeat.returnMessage || onText(data),
  });
  onReady(sendMessage);
  return null;
}

export const library: Library = {
  name: 'react-use-websocket',
  version: packageVersion('react-use-websocket'),
  server: 'raw-server',
  setup:
    'The hook in React, with `shouldReconnect: () => true` and the `heartbeat` of its README (25 s, 60 s); pieces read by `onMessage`; ' +
    'otherwise defaults: a retry every 5 s, 20 times, and messages sent while it is not open are queued. (Node.js tells no close ' +
    'of a half-open socket, a browser does some seconds after the heartbeat gave it up; what is counted here was sent before that.)',
  noClaim: 'Delivery: it hands frames to a socket once. No acknowledgement, no resume, nothing kept beyond the page.',
  isShared: true,
  createBrowser: () => ({
    open(port, room) {
      let text = '';
      const root = createRoot(document.createElement('div'));
      let send = (_text: string): void => undefined;
      const chat = {
        url: `ws://127.0.0.1:${port}/${room}`,
        onText: (piece: string) => (text += piece),
        onReady: (next: (text: string) => void) => (send = next),
      };
      root.render(createElement(Chat, chat));
      return {
        canSend: () => true,
        send: (message) => send(message),
        text: () => text,
        leave: () => root.unmount(),
      };
    },
  }),
};
