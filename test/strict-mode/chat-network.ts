import { cleanup } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { createConnectionRegistry, realEnvironment, type ConnectionRegistry } from '../../src/client/index.ts';
import { createMockChatServer, type MockChatServer } from '../../src/testing/index.ts';

interface ChatNetwork {
  readonly chat: MockChatServer;
  /** What a component needs to find the server: connections of its own for each test, which come back at once when they are lost. */
  at(options?: { lingerMs?: number }): { url: string; registry: ConnectionRegistry };
  /** Every WebSocket that was made, as the browser has it. */
  readonly sockets: readonly WebSocket[];
}

/** A mock server for the tests of one file. React runs as in an application: nothing is flushed by `act` while a test waits. */
export function chatNetwork(): ChatNetwork {
  const chat = createMockChatServer('ws://localhost:8000/ws', { autoReply: false });
  const network = setupServer(...chat.handlers);
  const sockets: WebSocket[] = [];
  beforeAll(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    network.listen({ onUnhandledFrame: 'error' });
  });
  afterEach(async () => {
    cleanup();
    await chat.until(() => chat.connections.length === 0);
    chat.reset();
    sockets.length = 0;
  });
  afterAll(() => network.close());

  function connect(url: string, protocols: string[]): WebSocket {
    const socket = new WebSocket(url, protocols);
    sockets.push(socket);
    return socket;
  }

  return {
    chat,
    sockets,
    at({ lingerMs = 20 } = {}) {
      const environment = { ...realEnvironment(), connect, random: () => 0 };
      return { url: chat.url, registry: createConnectionRegistry({ environment, lingerMs }) };
    },
  };
}

/** A question, and an answer that the test goes on with. */
export const asked = (content: string) =>
  [
    { role: 'user', content },
    { role: 'assistant', status: 'unfinished' },
  ] as const;
