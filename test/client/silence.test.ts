import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot, wrote } from '../support/log-frames.ts';

it('R3.6: any frame is life: nobody asks while an answer comes in', () => {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome({ heartbeat_ms: 25_000 });
  world.socket().say(snapshot(2, [question('hi'), answer()]));
  for (let syncId = 3; syncId < 10; syncId++) {
    world.advance(20_000);
    world.socket().say(wrote(syncId, 'word '));
  }
  expect(world.socket().sent('Ping')).toEqual([]);
  world.advance(25_000);
  expect(world.socket().sent('Ping')).toHaveLength(1);
});
