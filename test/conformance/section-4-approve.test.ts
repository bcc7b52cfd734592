import { expect, it } from 'vitest';
import { ask, messagesOn, subscribe } from './conversation-on.ts';
import { describeSection, type ServerUnderTest } from './describe-section.ts';

/** An answer that waits for a person to allow a call. */
async function waiting(server: ServerUnderTest) {
  const socket = await server.enter();
  const asked = await ask(socket, 'Do it');
  const run = await server.nextRun();
  run.callGuarded('call');
  await socket.next('ToolUpdate');
  const message_id = asked.answer.message.id;
  const approve = { type: 'Approve', conversation_id: asked.conversationId, message_id, tool_id: 'call' } as const;
  return { socket, approve, message_id, conversationId: asked.conversationId };
}

describeSection('§4 Approve', (server) => {
  it('R5.12 says of a call that waits what it would do', async () => {
    const { socket, conversationId } = await waiting(server);
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({
      status: 'streaming',
      parts: [{ type: 'tool', id: 'call', name: 'guarded', input: {}, status: 'awaiting', started_at: expect.any(Number) }],
    });
  });

  it('R4.20 is answered by the ToolUpdate that it brings about', async () => {
    const { socket, approve } = await waiting(server);
    socket.send({ ...approve, approved: true, request_id: 'r' });
    expect(await socket.next('ToolUpdate')).toMatchObject({ tool: { id: 'call', status: 'running' }, request_id: 'r' });
  });

  it('R4.20 denies a call', async () => {
    const { socket, approve, conversationId } = await waiting(server);
    socket.send({ ...approve, approved: false });
    expect(await socket.next('ToolUpdate')).toMatchObject({ tool: { id: 'call', status: 'denied' } });
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({ parts: [{ status: 'denied', ended_at: expect.any(Number) }] });
  });

  it('R4.20 takes the word of another device, and the first counts', async () => {
    const { socket, approve, conversationId } = await waiting(server);
    const other = await server.enter(socket.token);
    await subscribe(other, conversationId);
    other.send({ ...approve, approved: false });
    await other.next('ToolUpdate');
    socket.send({ ...approve, approved: true });
    socket.send({ type: 'Ping' });
    await socket.next('Pong');
    const changes = socket.frames.flatMap((frame) => (frame.type === 'ToolUpdate' ? [frame.tool.status] : []));
    expect(changes).toEqual(['awaiting', 'denied']);
    expect(socket.frames.some(({ type }) => type === 'Error')).toBe(false);
  });

  it('R4.20 answers a socket that does not follow the conversation', async () => {
    const { socket, approve } = await waiting(server);
    const other = await server.enter(socket.token);
    other.send({ ...approve, approved: true, request_id: 'r' });
    expect(await other.next('ToolUpdate')).toMatchObject({ tool: { id: 'call', status: 'running' }, request_id: 'r' });
  });

  it('R4.20 lets nobody else speak', async () => {
    const { approve } = await waiting(server);
    const stranger = await server.enter();
    stranger.send({ ...approve, approved: true });
    expect(await stranger.next('Error')).toMatchObject({ code: 'not_found' });
  });

  it('R5.5, R5.7 ends by Cancel, and is past approval then', async () => {
    const { socket, approve, message_id, conversationId } = await waiting(server);
    socket.send({ type: 'Cancel', conversation_id: conversationId, message_id });
    await socket.next('Complete');
    socket.send({ ...approve, approved: true });
    socket.send({ type: 'Ping' });
    await socket.next('Pong');
    expect(messagesOn(socket, conversationId).at(-1)).toMatchObject({ status: 'stopped', parts: [{ status: 'awaiting' }] });
  });
});
