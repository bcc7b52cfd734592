import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { contentOf } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, replay, snapshot, wrote } from '../support/log-frames.ts';

it('I10: what a socket says and does after the next one has come has no effect', () => {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  const old = world.socket();
  old.welcome();
  old.say(snapshot(2, [question('hi'), answer()]));
  world.page.signal('online');
  world.advance(5_000); // it did not show life
  world.advance(1_000);
  world.socket().welcome();
  world.socket().say(replay(3, [wrote(3, 'now')]));

  old.say(wrote(4, ' and then'));
  old.close(1006);

  const messages = client.conversation(conversationId)?.conversation.messages ?? [];
  expect(messages.map(contentOf)).toEqual(['hi', 'now']);
  expect(client.connection().status).toBe('live');
  expect(world.sockets).toHaveLength(2);
});
