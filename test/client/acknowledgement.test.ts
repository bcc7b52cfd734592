import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import type { ServerFrame } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, conversationId, question, questionId, replay, snapshot } from '../support/log-frames.ts';

const held = [question('Why?'), answer({ status: 'complete' })];

/** A client with a message on its way, behind a question and its answer. */
function sending() {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome();
  world.socket().say(snapshot(3, held, { has_earlier: true }));
  const id = client.send({ conversationId, content: 'And?' });
  return { world, client, id };
}

const sights: [how: string, sight: (id: string) => ServerFrame][] = [
  ['live', (id) => added(4, question('And?', { id }))],
  ['as a duplicate', (id) => added(2, question('And?', { id }))],
  ['behind a gap', (id) => added(9, question('And?', { id }))],
  ['replayed', (id) => replay(4, [added(4, question('And?', { id }))])],
  ['in a replay that does not join', (id) => replay(9, [added(9, question('And?', { id }))])],
  ['in a snapshot', (id) => snapshot(4, [...held, question('And?', { id })])],
  [
    'in History',
    (id) => ({
      type: 'History',
      conversation_id: conversationId,
      log_id: 'log',
      before: questionId,
      messages: [question('And?', { id })],
      has_earlier: false,
    }),
  ],
];

it.each(sights)('R6.15: a message that is seen %s is not sent again', (_, sight) => {
  const { world, client, id } = sending();
  const first = world.socket();
  first.say(sight(id));
  world.advance(20_000);
  first.close(1006);
  world.advance(1_000);
  world.socket().welcome();
  expect(first.sent('Message')).toHaveLength(1);
  expect(world.socket().sent('Message')).toEqual([]);
  expect(client.unsent()).toBe(0);
});

it('R6.15: a message that is not seen is sent again', () => {
  const { world, id } = sending();
  const first = world.socket();
  first.say(added(4, question('Somebody else', { id: questionId })));
  world.advance(20_000);
  first.close(1006);
  world.advance(1_000);
  world.socket().welcome();
  expect(first.sent('Message').map((frame) => frame.id)).toEqual([id, id]);
  expect(world.socket().sent('Message')).toMatchObject([{ id }]);
});
