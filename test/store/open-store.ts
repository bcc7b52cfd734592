import { createChatClient } from '../../src/client/index.ts';
import type { ServerFrame } from '../../src/protocol/index.ts';
import { createChatStore } from '../../src/store/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { conversationId } from '../support/log-frames.ts';

/** A store over a conversation, which begins with what the server says of it, and commits when the test says so. */
export function openStore(said: ServerFrame) {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  let pending: (() => void)[] = [];
  const store = createChatStore(client, {
    requestFrame(callback) {
      pending.push(callback);
      return () => (pending = pending.filter((other) => other !== callback));
    },
  });
  const frame = () => pending.splice(0).forEach((callback) => callback());
  const close = store.open(conversationId, 'effect');
  const socket = world.socket();
  socket.welcome();
  socket.say(said);
  frame();
  const view = () => {
    const held = store.getState().conversations[conversationId];
    if (!held) throw new Error('The conversation is not in the store.');
    return held;
  };
  return { world, client, store, socket, close, frame, view, framesAwaited: () => pending.length };
}
