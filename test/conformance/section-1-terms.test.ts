import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../src/protocol/index.ts';
import { question } from './chat-socket.ts';
import { ask, heldOn, isLogged, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§1 Terms', (server) => {
  it('R1.1 numbers the events of a conversation densely from 1', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'One');
    await turn(server, socket, 'Two', { conversation_id: conversationId });
    const events = socket.frames.filter(isLogged);
    expect(events.reduce((cursor, { sync_id, after = sync_id - 1 }) => (after === cursor ? sync_id : NaN), 0)).toBe(events.at(-1)?.sync_id);
    expect(events[0]?.sync_id).toBe(1);
  });

  it('R1.2 keeps the log_id while the log goes on', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'One');
    const first = await subscribe(socket, conversationId);
    await turn(server, socket, 'Two', { conversation_id: conversationId });
    const second = await subscribe(socket, conversationId);
    expect(first.log_id).toEqual(expect.any(String));
    expect(second.log_id).toBe(first.log_id);
  });

  it('R1.4 replaces NUL and lone surrogates in a question, and compares what it logged', async () => {
    const socket = await server.enter();
    const { frame, asked } = await ask(socket, 'a\0b\uD83Dc');
    expect(asked.message.parts).toEqual([{ type: 'text', text: 'a\uFFFDb\uFFFDc' }]);
    socket.send(frame);
    expect(await socket.next('MessageAdded')).toMatchObject({ sync_id: asked.sync_id, message: { id: frame.id } });
  });

  it('R1.4 never cuts a character in two, though the model does', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, 'A smile, please');
    const run = await server.nextRun();
    run.write('see: \uD83D');
    run.write('\uDE00\uD83D');
    run.write('!\0');
    run.complete();
    await socket.next('Complete');
    const deltas = socket.frames.flatMap((frame) => (frame.type === 'Update' ? [frame.delta.content ?? ''] : []));
    expect(deltas.filter((delta) => !delta.isWellFormed())).toEqual([]);
    const held = findMessage(heldOn(socket, conversationId), answer.message.id);
    expect(held && contentOf(held)).toBe('see: 😀\uFFFD!\uFFFD');
  });

  it('R1.5 tells times as whole milliseconds', async () => {
    const socket = await server.enter();
    const { asked } = await turn(server, socket, 'When?');
    const complete = socket.frames.find((frame) => frame.type === 'Complete');
    expect([asked.message.created_at, complete?.at].map(Number.isSafeInteger)).toEqual([true, true]);
  });

  it('R1.6 takes ids that are lower-case UUIDs, and no others', async () => {
    const socket = await server.enter();
    socket.send(question('Hi', { id: '3F2504E0-4F89-41D3-9A0C-0305E82C3301' }));
    expect(await socket.next('Error')).toMatchObject({ code: 'invalid_field', request_id: '3F2504E0-4F89-41D3-9A0C-0305E82C3301' });
    const { answer } = await ask(socket, 'Hi');
    expect(answer.message.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
