import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../src/store/index.ts';
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

const start = () => openStore(snapshot(2, [question('hi'), answer()]));

describe('the store', () => {
  it('publishes once per frame, however many deltas came in', () => {
    const { store, socket, frame, framesAwaited } = start();
    let commits = 0;
    store.subscribe(() => void commits++);
    for (let delta = 0; delta < 200; delta++) socket.say(wrote(3 + delta, 'x'));
    expect(commits).toBe(0);
    expect(framesAwaited()).toBe(1);
    frame();
    expect(commits).toBe(1);
    expect(store.message(conversationId, answerId)?.content).toBe('x'.repeat(200));
  });

  it('tells the readers of the message that changed, and no others', () => {
    const { store, socket, frame } = start();
    const told: string[] = [];
    store.subscribeMessage(conversationId, questionId, () => told.push('question'));
    store.subscribeMessage(conversationId, answerId, () => told.push('answer'));
    store.subscribeMessage(otherId, answerId, () => told.push('another conversation'));
    socket.say(wrote(3, 'a'));
    socket.say(wrote(4, 'b'));
    frame();
    expect(told).toEqual(['answer']);
  });

  it('keeps the identity of what did not change', () => {
    const { store, socket, frame, view } = start();
    const before = { ids: view().messageIds, question: store.message(conversationId, questionId) };
    socket.say(wrote(3, 'a'));
    frame();
    expect(view().messageIds).toBe(before.ids);
    expect(store.message(conversationId, questionId)).toBe(before.question);
  });

  it('shows a message from the moment it is sent, then the same one from the log, without a gap or a double', () => {
    const { client, store, socket, frame, view } = start();
    socket.say(completed(3));
    const id = client.send({ conversationId, content: 'next' });
    frame();
    expect(view().messageIds).toEqual([questionId, answerId, id]);
    expect(store.message(conversationId, id)).toMatchObject({ role: 'user', content: 'next', delivery: 'sending' });
    socket.say(added(4, question('next', { id, reply_to: answerId })));
    frame();
    expect(view().messageIds).toEqual([questionId, answerId, id]);
    expect(store.message(conversationId, id)).toMatchObject({ delivery: 'sent' });
  });

  it('keeps showing a message whose acknowledgement came before the log could be applied', () => {
    const { client, store, socket, frame, view } = start();
    socket.say(completed(3));
    const id = client.send({ conversationId, content: 'next' });
    socket.say(added(9, question('next', { id, reply_to: answerId })));
    frame();
    expect(view().messageIds).toContain(id);
    expect(store.message(conversationId, id)?.delivery).toBe('sent');
  });

  it('is streaming from the moment a question is sent until its answer has ended', () => {
    const { client, socket, frame, view } = start();
    expect(view().isStreaming).toBe(true);
    socket.say(completed(3));
    frame();
    expect(view().isStreaming).toBe(false);
    const id = client.send({ conversationId, content: 'next' });
    frame();
    expect(view().isStreaming).toBe(true);
    socket.say(added(4, question('next', { id, reply_to: answerId })));
    socket.say(added(5, answer({ id: 'second', reply_to: id })));
    frame();
    expect(view().isStreaming).toBe(true);
    socket.say(completed(6, { message_id: 'second', status: 'stopped' }));
    frame();
    expect(view().isStreaming).toBe(false);
  });

  it('does not stream where the conversation is gone in mid-answer', () => {
    const { socket, frame, view } = start();
    socket.say(wrote(3, 'a'));
    socket.say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    frame();
    expect(view()).toMatchObject({ status: 'gone', isStreaming: false });
  });

  it('shows the branch of the last message where an answer was asked for anew', () => {
    const { socket, frame, view } = start();
    socket.say(wrote(3, 'first'));
    socket.say(completed(4));
    socket.say(added(5, answer({ id: 'again' })));
    frame();
    expect(view().messageIds).toEqual([questionId, 'again']);
  });

  it('forgets a conversation that nobody follows any more', () => {
    const { world, store, close, frame } = start();
    close();
    world.advance(200);
    frame();
    expect(store.getState().conversations).toEqual({});
    expect(store.getState().connection.status).toBe('idle');
  });

  it('gives all messages in order', () => {
    const { socket, frame, view } = start();
    socket.say(wrote(3, '', { delta: { reasoning: 'because' } }));
    socket.say(wrote(4, 'so'));
    frame();
    expect(messagesOf(view()).map(({ role, content, reasoning }) => ({ role, content, reasoning }))).toEqual([
      { role: 'user', content: 'hi', reasoning: '' },
      { role: 'assistant', content: 'so', reasoning: 'because' },
    ]);
  });
});
