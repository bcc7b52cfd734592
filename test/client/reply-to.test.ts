import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, answerId, conversationId, otherId, question, questionId, snapshot } from '../support/log-frames.ts';

const ended = { status: 'complete', ended_at: 9 } as const;

function start() {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  const socket = world.socket();
  socket.welcome();
  const send = (replyTo: string | null | undefined, fork?: boolean) => {
    client.send({ conversationId, content: 'More?', replyTo, ...(fork === undefined ? {} : { fork }) });
    return socket.sent('Message').at(-1);
  };
  return { socket, send };
}

describe('what a message follows', () => {
  it('is the message that it names, or the last of the conversation', () => {
    const { socket, send } = start();
    socket.say(snapshot(2, [question('Why?'), answer(ended)]));
    expect(send(questionId)).toMatchObject({ reply_to: questionId });
    const more = socket.sent('Message')[0]?.id ?? '';
    socket.say(added(3, question('More?', { id: more, reply_to: answerId })));
    socket.say(added(4, answer({ ...ended, id: otherId, reply_to: more })));
    expect(send(undefined)).toMatchObject({ reply_to: otherId });
  });

  it('is the last of the conversation, where the server has lost what it names', () => {
    const { socket, send } = start();
    socket.say(snapshot(2, [question('Why?'), answer(ended)]));
    expect(send(otherId)).toMatchObject({ reply_to: answerId });
  });

  it('may stand before what is held', () => {
    const { socket, send } = start();
    socket.say(snapshot(2, [question('Why?'), answer(ended)], { has_earlier: true }));
    expect(send(otherId)).toMatchObject({ reply_to: otherId });
  });

  it('R4.12: is nothing for a new first question', () => {
    const { socket, send } = start();
    socket.say(snapshot(2, [question('Why?'), answer(ended)]));
    expect(send(null, true)).toMatchObject({ fork: true });
    expect(socket.sent('Message')[0]).not.toHaveProperty('reply_to');
  });
});
