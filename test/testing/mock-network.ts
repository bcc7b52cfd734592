import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createMockChatServer, type MockChatServer, type MockChatServerOptions } from '../../src/testing/index.ts';
import { openChatSocket, type ChatSocket } from '../conformance/chat-socket.ts';

/** A mock server for the tests of one file, set up as its documentation says, and sockets to it. */
export function mockNetwork(options?: MockChatServerOptions): { chat: MockChatServer; enter: () => Promise<ChatSocket> } {
  const chat = createMockChatServer('ws://mock.test/ws', options);
  const network = setupServer(...chat.handlers);
  beforeAll(() => network.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => chat.reset());
  afterAll(() => network.close());
  return {
    chat,
    async enter() {
      const socket = openChatSocket(chat.url);
      await socket.next('Welcome');
      return socket;
    },
  };
}
