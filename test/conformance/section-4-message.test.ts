import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { question } from './chat-socket.ts';
import { ask, isLogged, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§4 Message', (server) => {
  it('R4.6 answers with the question and the pending answer, side by side', async () => {
    const socket = await server.enter();
    const { frame, asked, answer } = await ask(socket, 'Hi', { use_reasoning: true });
    expect(asked).toMatchObject({
      sync_id: 1,
      message: { id: frame.id, role: 'user', status: 'complete', reply_to: null, parts: [{ type: 'text', text: 'Hi' }] },
    });
    expect(answer).toMatchObject({ sync_id: 2, message: { role: 'assistant', status: 'pending', reply_to: frame.id, parts: [] } });
  });

  it('R4.7 starts a conversation under the id of its first message', async () => {
    const socket = await server.enter();
    const { frame, asked } = await ask(socket, 'Hi');
    expect(asked.conversation_id).toBe(frame.id);
  });

  it('R4.7 starts a conversation under an id that is not known', async () => {
    const socket = await server.enter();
    const conversation_id = v4();
    const { asked } = await ask(socket, 'Hi', { conversation_id });
    expect(asked).toMatchObject({ conversation_id, sync_id: 1 });
  });

  it('R4.8 sends Subscribed first on a socket that does not follow the conversation', async () => {
    const first = await server.enter();
    const { conversationId } = await turn(server, first, 'One');
    const second = await server.enter(first.token);
    await ask(second, 'Two', { conversation_id: conversationId });
    const subscribed = second.frames.find((frame) => 'conversation_id' in frame);
    expect(subscribed).toMatchObject({ type: 'Subscribed', conversation_id: conversationId, has_earlier: false });
    expect(messagesOn(second, conversationId)).toHaveLength(4);
  });

  it('R4.9 answers the same message again with its own event', async () => {
    const socket = await server.enter();
    const { frame, asked } = await turn(server, socket, 'Hi');
    socket.send({ ...frame, use_reasoning: true, model: 'another' });
    const { request_id, ...again } = await socket.next('MessageAdded');
    expect(request_id).toBe(frame.id);
    expect({ ...again, request_id: asked.request_id }).toEqual({ ...asked });
    expect(socket.frames.filter(isLogged).filter(({ type }) => type === 'MessageAdded')).toHaveLength(3);
  });

  it.each([
    ['other content', { content: 'Ho' }],
    ['another conversation', { conversation_id: v4() }],
  ])('R4.9 answers the same id with %s with id_conflict', async (_, other) => {
    const socket = await server.enter();
    const { frame } = await ask(socket, 'Hi');
    socket.send({ ...frame, ...other });
    expect(await socket.next('Error')).toMatchObject({ code: 'id_conflict', request_id: frame.id });
  });

  it("R4.9 does not take the id of another user's message", async () => {
    const [first, second] = [await server.enter(), await server.enter()];
    const { frame } = await ask(first, 'Hi', { conversation_id: v4() });
    second.send(question('Hi', { id: frame.id, conversation_id: v4() }));
    expect(await second.next('Error')).toMatchObject({ code: 'id_conflict' });
  });

  it('R4.11 appends at the newest descendant of the message that the sender saw last', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    const second = await turn(server, socket, '2', { conversation_id: first.conversationId });
    const third = await ask(socket, '3', { conversation_id: first.conversationId, reply_to: first.answer.message.id });
    expect(third.asked.message.reply_to).toBe(second.answer.message.id);
  });

  it('R4.11 appends at the last message of the log where none is named', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    const second = await ask(socket, '2', { conversation_id: first.conversationId });
    expect(second.asked.message.reply_to).toBe(first.answer.message.id);
  });

  it('R4.12 forks exactly where it is told, and overwrites nothing', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    const about = { conversation_id: first.conversationId };
    await turn(server, socket, '2', about);
    const edited = await turn(server, socket, '2, edited', { ...about, fork: true, reply_to: first.answer.message.id });
    expect(edited.asked.message.reply_to).toBe(first.answer.message.id);
    const root = await turn(server, socket, '1, edited', { ...about, fork: true });
    expect(root.asked.message.reply_to).toBeNull();
    expect(messagesOn(socket, first.conversationId)).toHaveLength(8);
  });

  it('R4.1, R4.12 reads a reply_to of null with fork as a new first question', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    socket.sendRaw(JSON.stringify({ ...question('1, edited', { conversation_id: first.conversationId, fork: true }), reply_to: null }));
    expect((await socket.next('MessageAdded')).message.reply_to).toBeNull();
  });

  it('R4.12 goes on below a fork without leaving its branch', async () => {
    const socket = await server.enter();
    const first = await turn(server, socket, '1');
    const about = { conversation_id: first.conversationId };
    const second = await turn(server, socket, '2', about);
    await turn(server, socket, '2, edited', { ...about, fork: true, reply_to: first.answer.message.id });
    const third = await turn(server, socket, '3', { ...about, reply_to: second.answer.message.id });
    expect(third.asked.message.reply_to).toBe(second.answer.message.id);
    expect(third.run.prompt.map(({ content }) => content)).toEqual(['1', 'An answer.', '2', 'An answer.', '3']);
  });

  it('R4.13 gives the model the path to the question, the question once', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, '1', { say: 'one' });
    const { run } = await turn(server, socket, '2', { conversation_id: conversationId });
    expect(run.prompt.filter(({ role }) => role !== 'system')).toEqual([
      { role: 'user', content: '1' },
      { role: 'assistant', content: 'one' },
      { role: 'user', content: '2' },
    ]);
  });

  it('R4.13 leaves an earlier question out whose answer has no text', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, '1', { say: '' });
    const { run } = await turn(server, socket, '2', { conversation_id: conversationId });
    expect(run.prompt.filter(({ role }) => role !== 'system')).toEqual([{ role: 'user', content: '2' }]);
  });

  it('R4.14 logs a question at once while an answer is unfinished, and answers it next', async () => {
    const socket = await server.enter();
    const first = await ask(socket, '1');
    const run = await server.nextRun();
    const second = await ask(socket, '2', { conversation_id: first.conversationId });
    expect(second.answer.message.status).toBe('pending');
    expect(server.runCount()).toBe(1);
    run.write('one');
    run.complete();
    expect((await server.nextRun()).prompt.map(({ content }) => content)).toEqual(['1', 'one', '2']);
  });

  it('R4.9 finds a message by its id on a new socket that has not subscribed', async () => {
    const first = await server.enter();
    const { frame, asked, conversationId } = await turn(server, first, 'Hi');
    const second = await server.enter(first.token);
    second.send(frame);
    expect((await second.next('MessageAdded')).sync_id).toBe(asked.sync_id);
    const { last_sync_id } = await subscribe(second, conversationId);
    expect(last_sync_id).toBe(first.frames.findLast(isLogged)?.sync_id);
  });
});
