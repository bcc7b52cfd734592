import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import type { ServerFrame } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, conversationId, question, questionId, replay, snapshot } from '../support/log-frames.ts';

const held = [question('Why?'), answer({ status: 'complete' })];

/** A client with a message on its way, behind a question and its answer, or the first of a conversation. */
function sending(first: ServerFrame = snapshot(3, held, { has_earlier: true })) {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome();
  world.socket().say(first);
  const id = client.send({ conversationId, content: 'And?' });
  return { world, client, id };
}

const notThere: ServerFrame = {
  type: 'Error',
  layer: 'application',
  code: 'not_found',
  message: '',
  retryable: false,
  request_id: `subscribe:${conversationId}`,
};

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

it.each([
  ['that was shown', snapshot(3, held), { type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' } as const],
  ['of which nothing was shown', notThere, notThere],
])('a message that was stored and deleted with a conversation %s is not waited for', (_, first, gone) => {
  const { world, client, id } = sending(first);
  world.socket().say(added(9, question('And?', { id })));
  expect(client.outbox(conversationId)).toMatchObject([{ status: 'sent' }]);
  world.socket().say(gone);
  expect(client.outbox(conversationId)).toEqual([]);
});

it('a message that was stored in a conversation that had been gone has that asked for again on the next socket', () => {
  const { world, client, id } = sending(snapshot(3, held));
  world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
  world.socket().say(added(4, question('And?', { id })));
  expect(client.outbox(conversationId)).toMatchObject([{ status: 'sent' }]);
  world.socket().close(1006);
  world.advance(1_000);
  world.socket().welcome();
  world.socket().say(replay(4, [added(4, question('And?', { id }))]));
  expect(world.socket().sent('Subscribe')).toMatchObject([{ last_sync_id: 3 }]);
  expect(client.conversation(conversationId)?.status).toBe('ready');
  expect(client.outbox(conversationId)).toEqual([]);
});
