import { expect, it } from 'vitest';
import { findMessage, reasoningOf } from '../../src/protocol/index.ts';
import { ask, heldOn, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§5 What a server sends', (server) => {
  it('R5.1 tells a message whole in a snapshot, as its events did', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Think', { use_reasoning: true });
    const run = await server.nextRun();
    run.reason('First this. ');
    await socket.next('Update');
    run.reason('Then that.');
    run.write('So.');
    run.complete();
    await socket.next('Complete');
    const live = messagesOn(socket, conversationId);
    const { messages } = await subscribe(socket, conversationId);
    expect(messages).toEqual(live);
    expect(messages?.at(-1)).toMatchObject({ status: 'complete', ended_at: expect.any(Number), finish_reason: 'stop' });
  });

  it('R5.1 tells an unfinished message as far as it has come', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Think');
    const run = await server.nextRun();
    run.reason('Hm');
    await socket.next('Update');
    const { messages } = await subscribe(socket, conversationId);
    expect(messages?.at(-1)).toMatchObject({
      status: 'streaming',
      parts: [{ type: 'reasoning', text: 'Hm', started_at: expect.any(Number) }],
    });
  });

  it('R5.2 puts one kind of text in a delta', async () => {
    const socket = await server.enter();
    await ask(socket, 'Think');
    const run = await server.nextRun();
    run.reason('Hm.');
    run.write('So.');
    run.reason('Wait.');
    run.complete();
    await socket.next('Complete');
    const kinds = socket.frames.flatMap((frame) => (frame.type === 'Update' ? [Object.keys(frame.delta)] : []));
    expect(kinds).toEqual([['reasoning'], ['content'], ['reasoning']]);
  });

  it('R5.3 tells when a part was opened, so that reasoning has its times', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Think');
    const run = await server.nextRun();
    run.reason('Hm.');
    await socket.next('Update');
    run.write('So.');
    run.complete();
    const { at } = await socket.next('Complete');
    const [reasoning, text] = socket.frames.flatMap((frame) => (frame.type === 'Update' ? [frame] : []));
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({
      ended_at: at,
      parts: [{ type: 'reasoning', started_at: reasoning?.at, ended_at: text?.at }, { type: 'text' }],
    });
    expect([reasoning?.at, text?.at]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('R5.3 ends reasoning without an answer by Complete', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Think');
    const run = await server.nextRun();
    run.reason('Hm.');
    run.complete();
    const { at } = await socket.next('Complete');
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({ parts: [{ type: 'reasoning', ended_at: at }] });
  });

  it('R5.4 goes from pending through streaming to complete', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, 'Hi');
    const status = () => findMessage(heldOn(socket, conversationId), answer.message.id)?.status;
    expect(status()).toBe('pending');
    const run = await server.nextRun();
    run.write('Hello');
    await socket.next('Update');
    expect(status()).toBe('streaming');
    run.complete();
    await socket.next('Complete');
    expect(status()).toBe('complete');
  });

  it('R5.8 sends what a model writes first at once, before it writes more', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, 'Hi');
    const run = await server.nextRun();
    run.reason('A');
    expect((await socket.next('Update')).delta).toEqual({ reasoning: 'A' });
    const message = findMessage(heldOn(socket, conversationId), answer.message.id);
    expect(message && reasoningOf(message)).toBe('A');
  });

  it('R5.9 ends a run that fails as failed, with its text and a reason', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Hi');
    const run = await server.nextRun();
    run.write('Hel');
    run.fail({ code: 'model_unavailable', message: 'The model is busy.', retryable: true });
    await socket.next('Complete');
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({
      status: 'failed',
      error: { code: 'model_unavailable', message: 'The model is busy.', retryable: true },
      parts: [{ type: 'text', text: 'Hel' }],
    });
  });

  it('R5.9 goes on behind a run that failed', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, '1');
    const run = await server.nextRun();
    run.fail({ code: 'model_unavailable', message: 'The model is busy.', retryable: true });
    await socket.next('Complete');
    await turn(server, socket, '2', { conversation_id: conversationId });
    expect(messagesOn(socket, conversationId).map(({ status }) => status)).toEqual(['complete', 'failed', 'complete', 'complete']);
  });
});
