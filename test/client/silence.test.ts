import { expect, it } from 'vitest';
import { conversationsOf, createChatClient } from '../../src/client/index.ts';
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

it('R3.6: on a slow line patience doubles with each socket until all that was asked for has come, whatever small comes before it', () => {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  conversationsOf(client).follow('effect');

  function connect() {
    if (world.socket().closedByClient !== undefined) world.advance(30_000);
    const socket = world.socket();
    socket.welcome({ heartbeat_ms: 25_000 });
    socket.sayRaw(JSON.stringify({ type: 'Subscribed', scope: 'conversations', log_id: 'list', last_sync_id: 0, events: [] }));
    return socket;
  }

  function patienceWith(socket: ReturnType<typeof connect>): number {
    world.advance(25_000);
    expect(socket.sent('Ping')).toHaveLength(1);
    const askedAt = world.environment.now();
    while (socket.closedByClient === undefined) world.advance(1_000);
    return world.environment.now() - askedAt;
  }

  expect([1, 2, 3, 4].map(() => patienceWith(connect()))).toEqual([5_000, 10_000, 20_000, 40_000]);
  const patient = connect();
  patient.say(snapshot(2, [question('hi'), answer()]));
  expect(patienceWith(patient)).toBe(80_000);
  expect(patienceWith(connect())).toBe(10_000);
});
