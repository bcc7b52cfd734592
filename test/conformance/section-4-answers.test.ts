import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { ask, messagesOn, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§4 Regenerate', (server) => {
  it('R4.15 adds an answer beside the first, and keeps that', async () => {
    const socket = await server.enter();
    const { conversationId, asked, answer } = await turn(server, socket, 'Hi', { say: 'Hello' });
    const id = v4();
    socket.send({ type: 'Regenerate', id, conversation_id: conversationId, message_id: answer.message.id });
    expect((await socket.next('MessageAdded')).message).toMatchObject({
      id,
      role: 'assistant',
      status: 'pending',
      reply_to: asked.message.id,
    });
    const run = await server.nextRun();
    expect(run.prompt.map(({ content }) => content)).toEqual(['Hi']);
    run.write('Hello again');
    run.complete();
    await socket.next('Complete');
    expect(messagesOn(socket, conversationId).map(({ parts }) => parts)).toEqual(
      ['Hi', 'Hello', 'Hello again'].map((text) => [{ type: 'text', text }]),
    );
  });

  it('R4.15 takes the same Regenerate once', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await turn(server, socket, 'Hi');
    const frame = { type: 'Regenerate', id: v4(), conversation_id: conversationId, message_id: answer.message.id } as const;
    socket.send(frame);
    const { sync_id } = await socket.next('MessageAdded');
    socket.send(frame);
    expect((await socket.next('MessageAdded')).sync_id).toBe(sync_id);
    expect(messagesOn(socket, conversationId)).toHaveLength(3);
  });

  it('R4.15 answers the same id for another answer with id_conflict', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    const second = await turn(server, socket, '2', { conversation_id: first.conversationId });
    const frame = { type: 'Regenerate', id: v4(), conversation_id: first.conversationId } as const;
    socket.send({ ...frame, message_id: first.answer.message.id });
    await socket.next('MessageAdded');
    socket.send({ ...frame, message_id: second.answer.message.id });
    expect(await socket.next('Error')).toMatchObject({ code: 'id_conflict', request_id: frame.id });
  });
});

describeSection('§4 Cancel', (server) => {
  it('R4.17 stops an answer, and keeps the text that there was', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, 'Go on');
    const run = await server.nextRun();
    run.write('I was say');
    await socket.next('Update');
    socket.send({ type: 'Cancel', conversation_id: conversationId, message_id: answer.message.id });
    expect(await socket.next('Complete')).toMatchObject({ message_id: answer.message.id, status: 'stopped' });
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'I was say' }] });
  });

  it('R4.16 stops the unfinished answers of a question', async () => {
    const socket = await server.enter();
    const { conversationId, frame, answer } = await ask(socket, 'Go on');
    socket.send({ type: 'Cancel', conversation_id: conversationId, message_id: frame.id });
    expect(await socket.next('Complete')).toMatchObject({ message_id: answer.message.id, status: 'stopped' });
  });

  it('R4.16 stops an answer by its question in the same breath', async () => {
    const socket = await server.enter();
    const id = v4();
    socket.send({ type: 'Message', id, content: 'Never mind' });
    socket.send({ type: 'Cancel', conversation_id: id, message_id: id });
    expect(await socket.next('Complete')).toMatchObject({ conversation_id: id, status: 'stopped' });
  });

  it('R4.17 ends a pending answer without asking the model', async () => {
    const socket = await server.enter();
    const first = await ask(socket, '1');
    const run = await server.nextRun();
    const about = { conversation_id: first.conversationId };
    const second = await ask(socket, '2', about);
    socket.send({ type: 'Cancel', ...about, message_id: second.answer.message.id });
    expect(await socket.next('Complete')).toMatchObject({ message_id: second.answer.message.id, status: 'stopped' });
    run.write('one');
    run.complete();
    const third = await turn(server, socket, '3', about);
    expect(third.run.prompt.map(({ content }) => content)).toEqual(['1', 'one', '3']);
    expect(server.runCount()).toBe(2);
  });

  it('R4.18 answers the Cancel of an ended answer with its Complete, unchanged', async () => {
    const socket = await server.enter();
    const { conversationId, frame, answer } = await turn(server, socket, 'Hi');
    const ended = socket.frames.find((event) => event.type === 'Complete');
    for (const message_id of [answer.message.id, frame.id]) {
      socket.send({ type: 'Cancel', conversation_id: conversationId, message_id });
      expect(await socket.next('Complete')).toEqual(ended);
    }
  });

  it('R4.18 stops once, however often and from wherever it is asked to', async () => {
    const first = await server.enter();
    const { conversationId, answer } = await ask(first, 'Go on');
    const second = await server.enter(first.token);
    const cancel = { type: 'Cancel', conversation_id: conversationId, message_id: answer.message.id } as const;
    for (const socket of [first, second, first, second]) socket.send(cancel);
    const ends = [await first.next('Complete'), await second.next('Complete'), await first.next('Complete'), await second.next('Complete')];
    expect(new Set(ends.map(({ sync_id }) => sync_id)).size).toBe(1);
  });
});
