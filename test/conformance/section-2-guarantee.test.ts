import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../src/protocol/index.ts';
import { question } from './chat-socket.ts';
import { ask, heldOn, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§2 The guarantee', (server) => {
  it('R2.1 takes a message once, however often and from wherever it is sent', async () => {
    const first = await server.enter();
    const { conversationId, frame, asked } = await ask(first, 'Once');
    const second = await server.enter(first.token);
    for (const socket of [first, first, second]) socket.send({ ...frame, conversation_id: conversationId });
    expect((await second.next('MessageAdded')).sync_id).toBe(asked.sync_id);
    const run = await server.nextRun();
    run.complete();
    await first.next('Complete');
    expect(messagesOn(first, conversationId)).toHaveLength(2);
    expect(server.runCount()).toBe(1);
  });

  it('I4, R2.1 takes the messages of a sender in the order sent', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, '0');
    for (const content of ['1', '2', '3']) socket.send(question(content, { conversation_id: conversationId }));
    await socket.next('MessageAdded', ({ message }) => message.parts.some((part) => part.type === 'text' && part.text === '3'));
    const asked = messagesOn(socket, conversationId).filter(({ role }) => role === 'user');
    expect(asked.map(({ parts }) => parts)).toEqual(['0', '1', '2', '3'].map((text) => [{ type: 'text', text }]));
  });

  it('I7, R2.3 ends each run in one Complete, and nothing of the run follows', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, 'Go on for ever');
    const run = await server.nextRun();
    run.write('la');
    await socket.next('Update');
    socket.send({ type: 'Cancel', conversation_id: conversationId, message_id: answer.message.id });
    await socket.next('Complete');
    run.write('la la');
    run.complete();
    await turn(server, socket, 'Next', { conversation_id: conversationId });
    const ofRun = socket.frames.filter((frame) => 'message_id' in frame && frame.message_id === answer.message.id);
    expect(ofRun.filter(({ type }) => type === 'Complete')).toHaveLength(1);
    expect(ofRun.at(-1)).toMatchObject({ type: 'Complete', status: 'stopped' });
  });

  it('R2.4 goes on with a run whose socket is lost', async () => {
    const lost = await server.enter();
    const { conversationId, answer } = await ask(lost, 'Wait for me');
    const run = await server.nextRun();
    run.write('Still ');
    await lost.next('Update');
    await lost.close();
    run.write('here.');
    run.complete();
    const back = await server.enter(lost.token);
    await subscribe(back, conversationId);
    const held = () => findMessage(heldOn(back, conversationId), answer.message.id);
    if (held()?.status !== 'complete') await back.next('Complete');
    const message = held();
    expect(message && contentOf(message)).toBe('Still here.');
  });

  it('R2.5 tells nobody else of a conversation', async () => {
    const owner = await server.enter();
    const stranger = await server.enter();
    await turn(server, stranger, 'Mine');
    const { conversationId } = await turn(server, owner, 'A secret', { say: 'Keep it.' });
    await turn(server, stranger, 'Mine again');
    expect(JSON.stringify(stranger.frames)).not.toContain(conversationId);
    expect(JSON.stringify(stranger.frames)).not.toContain('Keep it.');
  });
});
