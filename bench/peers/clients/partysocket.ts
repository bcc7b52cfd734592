import ReconnectingWebSocket from 'partysocket/ws';
import { packageVersion } from './package-version.ts';
import type { Library } from './page.ts';

export const library: Library = {
  name: 'partysocket',
  version: packageVersion('partysocket'),
  server: 'raw-server',
  setup: 'Its `WebSocket` from `partysocket/ws`, default options: it reconnects, and keeps what is sent while it is not open.',
  noClaim: 'Delivery: it hands frames to a socket once. No acknowledgement, no heartbeat, no resume, nothing kept beyond the page.',
  isShared: true,
  createBrowser: () => ({
    open(port, room) {
      let text = '';
      const socket = new ReconnectingWebSocket(`ws://127.0.0.1:${port}/${room}`);
      socket.addEventListener('message', ({ data }) => (text += String(data)));
      return {
        canSend: () => true,
        send: (message) => void socket.send(message),
        text: () => text,
        leave: () => socket.close(),
      };
    },
  }),
};
