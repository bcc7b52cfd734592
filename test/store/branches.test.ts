import { describe, expect, it } from 'vitest';
import type { WireMessage } from '../../src/protocol/index.ts';
import {
  added,
  answer,
  answerId,
  completed,
  conversationId,
  otherId,
  question,
  questionId,
  snapshot,
  wrote,
} from '../support/log-frames.ts';
import { openStore } from './open-store.ts';

const ended: Partial<WireMessage> = { status: 'complete', parts: [{ type: 'text', text: 'So.' }], ended_at: 9 };
const again = answer({ id: 'again', ...ended });
const edited = question('Why, really?', { id: 'edited' });
const answerToEdited = answer({ id: 'answer-to-edited', reply_to: 'edited', ...ended });

/** A question with two answers, and the question asked in other words. */
function start() {
  const opened = openStore(snapshot(6, [question('Why?'), answer(ended), again, edited, answerToEdited]));
  const { store, frame, view } = opened;
  const choose = (id: string) => {
    store.chooseBranch(conversationId, id);
    frame();
    return view().messageIds;
  };
  return { ...opened, choose };
}

describe('a branch', () => {
  it('is that of the last message of the log, until another is chosen', () => {
    const { view, choose } = start();
    expect(view().messageIds).toEqual(['edited', 'answer-to-edited']);
    expect(choose(questionId)).toEqual([questionId, 'again']);
    expect(choose(answerId)).toEqual([questionId, answerId]);
  });

  it('is remembered below another one', () => {
    const { choose } = start();
    choose(answerId);
    choose('edited');
    expect(choose(questionId)).toEqual([questionId, answerId]);
  });

  it('knows those beside it, in log order, and keeps their place', () => {
    const { view, choose } = start();
    choose('again');
    expect(Object.fromEntries(view().branches)).toEqual({ [questionId]: [questionId, 'edited'], again: [answerId, 'again'] });
    expect(view().slots).toEqual([questionId, answerId]);
  });

  it('tells the readers of its messages when one comes beside them', () => {
    const { store, socket, frame, choose } = start();
    choose(answerId);
    let told = 0;
    store.subscribeMessage(conversationId, answerId, () => void told++);
    socket.say(added(7, answer({ id: 'third', ...ended })));
    frame();
    expect(told).toBe(1);
  });

  it('is not left for what another device adds elsewhere, by whoever has chosen it', () => {
    const { socket, frame, view, choose } = start();
    choose(answerId);
    socket.say(added(7, question('More?', { id: 'more', reply_to: 'answer-to-edited' })));
    socket.say(added(8, answer({ id: 'third', ...ended })));
    frame();
    expect(view().messageIds).toEqual([questionId, answerId]);
  });

  it('is followed as it grows', () => {
    const { socket, frame, view, choose } = start();
    choose(answerId);
    socket.say(added(7, question('More?', { id: 'more', reply_to: answerId })));
    socket.say(added(8, answer({ id: 'third', reply_to: 'more' })));
    frame();
    expect(view().messageIds).toEqual([questionId, answerId, 'more', 'third']);
  });

  it('stays chosen where a message is forked that came after the choice', () => {
    const { socket, frame, view, choose } = start();
    choose(answerId);
    socket.say(added(7, question('More?', { id: 'more', reply_to: answerId })));
    frame();
    socket.say(added(8, question('Other?', { id: 'other', reply_to: answerId })));
    frame();
    expect(view().messageIds).toEqual([questionId, answerId, 'more']);
  });

  it('stays chosen for as long as the store lives', () => {
    const { world, store, socket, frame, close, view, choose } = start();
    choose(answerId);
    close();
    world.advance(200);
    frame();
    store.open(conversationId, 'next');
    world.socket().welcome();
    world.socket().say(snapshot(6, [question('Why?'), answer(ended), again, edited, answerToEdited]));
    frame();
    expect(view().messageIds).toEqual([questionId, answerId]);
    expect(store.getState().conversations[otherId]).toBeUndefined();
    expect(socket.closedByClient).toBe(1000);
  });

  it('has what is on its way where it was written', () => {
    const { client, frame, view, choose } = start();
    choose(answerId);
    const id = client.send({ conversationId, content: 'More?', replyTo: answerId });
    frame();
    expect(view().messageIds).toEqual([questionId, answerId, id]);
    expect(choose('edited')).toEqual(['edited', 'answer-to-edited']);
    expect(choose(questionId)).toEqual([questionId, answerId, id]);
  });

  it('of an edited question is shown before the server has it, beside the first', () => {
    const { client, frame, view, choose } = start();
    choose(answerId);
    const id = client.send({ conversationId, content: 'Or?', replyTo: null, fork: true });
    choose(id);
    expect(view().messageIds).toEqual([id]);
    expect(view().branches.get(id)).toEqual([questionId, 'edited', id]);
    client.regenerate({ conversationId, messageId: answerId });
    frame();
    expect(view().messageIds).toEqual([id]);
  });

  it('goes back to where it was when the edit is taken back', () => {
    const { world, client, frame, view, choose } = start();
    choose(answerId);
    world.socket().close(1006);
    const id = client.send({ conversationId, content: 'Or?', replyTo: null, fork: true });
    choose(id);
    client.remove(id);
    frame();
    expect(view().messageIds).toEqual([questionId, answerId]);
  });
});

describe('the cost of a token', () => {
  it('does not depend on how many messages stand before it', () => {
    const { socket, frame, view, choose } = start();
    choose(answerId);
    socket.say(added(7, question('More?', { id: 'more', reply_to: answerId })));
    socket.say(added(8, answer({ id: 'third', reply_to: 'more' })));
    frame();
    const before = view();
    socket.say(wrote(9, 'So', { message_id: 'third' }));
    frame();
    socket.say(completed(10, { message_id: 'third' }));
    frame();
    expect(view().conversation).not.toBe(before.conversation);
    for (const field of ['messageIds', 'slots', 'branches', 'choices'] as const) expect(view()[field]).toBe(before[field]);
  });
});
