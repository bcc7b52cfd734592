import type { Page } from '@playwright/test';
import { decodeClientFrame, type ClientFrame } from '../../src/protocol/index.ts';

/** The chat sockets of a page, from now on. */
export interface WatchedSockets {
  /** How many were opened. */
  opened(): number;
  /** How many are open. */
  open(): number;
  /** The frames of that type that the page sent, on whatever socket. */
  sent<Type extends ClientFrame['type']>(type: Type): Extract<ClientFrame, { type: Type }>[];
}

/** Counts the chat sockets of a page and reads what it sends. */
export function watchSockets(page: Page): WatchedSockets {
  const frames: ClientFrame[] = [];
  let opened = 0;
  let open = 0;
  page.on('websocket', (socket) => {
    opened += 1;
    open += 1;
    socket.on('close', () => (open -= 1));
    socket.on('framesent', ({ payload }) => {
      const decoded = decodeClientFrame(String(payload));
      if (decoded.ok) frames.push(decoded.frame);
    });
  });
  return {
    opened: () => opened,
    open: () => open,
    sent: (type) => frames.filter((frame): frame is Extract<ClientFrame, { type: typeof type }> => frame.type === type),
  };
}
