import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import type { ClientFrame } from '../../src/protocol/index.ts';
import { ask, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§4 What a client sends', (server) => {
  it('R4.1, R10.2 takes null as absent, and ignores what it does not know', async () => {
    const socket = await server.enter();
    const id = v4();
    socket.sendRaw(JSON.stringify({ type: 'Message', id, conversation_id: null, content: 'Hi', reply_to: null, mood: 'good' }));
    expect(await socket.next('MessageAdded')).toMatchObject({ conversation_id: id, message: { id, reply_to: null } });
  });

  it('R4.2 gives a request_id back in answers and errors', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await turn(server, socket, 'Hi');
    const about = { conversation_id: conversationId };
    socket.send({ type: 'Ping', request_id: 'ping' });
    expect((await socket.next('Pong')).request_id).toBe('ping');
    socket.send({ type: 'Subscribe', scope: 'chat', ...about, request_id: 'subscribe' });
    expect((await socket.next('Subscribed')).request_id).toBe('subscribe');
    socket.send({ type: 'History', ...about, before: answer.message.id, limit: 1, request_id: 'history' });
    expect((await socket.next('History')).request_id).toBe('history');
    socket.send({ type: 'Cancel', ...about, message_id: answer.message.id, request_id: 'cancel' });
    expect((await socket.next('Complete')).request_id).toBe('cancel');
    socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: v4(), request_id: 'error' });
    expect((await socket.next('Error')).request_id).toBe('error');
  });

  it('R4.2 takes the id of a Message for its request_id', async () => {
    const socket = await server.enter();
    const id = v4();
    socket.send({ type: 'Message', id, content: 'x'.repeat(256 * 1024 + 1) });
    expect((await socket.next('Error')).request_id).toBe(id);
  });

  it('R4.2 gives the request_id of a Message back with the question', async () => {
    const socket = await server.enter();
    const { asked } = await ask(socket, 'Hi', { request_id: 'message' });
    expect(asked.request_id).toBe('message');
  });

  it.each(['one that is not there', "another user's"])(
    'R4.3 answers each frame about a conversation, %s, with the same not_found',
    async (whose) => {
      const socket = await server.enter();
      const other = await server.enter();
      const { conversationId: foreign, answer } = await turn(server, other, 'Mine');
      const conversation_id = whose === "another user's" ? foreign : v4();
      const message_id = answer.message.id;
      const frames: ClientFrame[] = [
        { type: 'Subscribe', scope: 'chat', conversation_id },
        { type: 'Regenerate', id: v4(), conversation_id, message_id },
        { type: 'Cancel', conversation_id, message_id },
        { type: 'Approve', conversation_id, message_id, tool_id: 'a tool', approved: true },
        { type: 'History', conversation_id, before: message_id, limit: 1 },
      ];
      const errors: unknown[] = [];
      for (const frame of frames) {
        socket.send({ ...frame, request_id: 'r' });
        const { code, message, layer } = await socket.next('Error');
        errors.push({ code, message, layer });
      }
      // What has no answer has none here either.
      socket.send({ type: 'Unsubscribe', scope: 'chat', conversation_id });
      socket.send({ type: 'Ping' });
      await socket.next('Pong');
      expect(socket.frames.filter(({ type }) => type === 'Error')).toHaveLength(frames.length);
      expect(errors).toEqual(
        frames.map(() => ({ code: 'not_found', layer: 'application', message: (errors[0] as { message: string }).message })),
      );
    },
  );

  it("R4.3 does not take a Message for another user's conversation", async () => {
    const socket = await server.enter();
    const other = await server.enter();
    const { conversationId } = await turn(server, other, 'Mine');
    socket.send({ type: 'Message', id: v4(), conversation_id: conversationId, content: 'Ours?' });
    expect(await socket.next('Error')).toMatchObject({ code: 'not_found', conversation_id: conversationId });
    await turn(server, other, 'Mine still', { conversation_id: conversationId });
    expect(messagesOn(other, conversationId)).toHaveLength(4);
  });

  it('R4.4 answers a Subscribe without a conversation', async () => {
    const socket = await server.enter();
    socket.send({ type: 'Subscribe', scope: 'chat' });
    expect(await socket.next('Subscribed')).toEqual({ type: 'Subscribed', scope: 'chat', last_sync_id: 0 });
  });

  it('R4.4 sends the events of a conversation that a socket follows, from wherever they come', async () => {
    const first = await server.enter();
    const { conversationId } = await turn(server, first, 'One');
    const second = await server.enter(first.token);
    await subscribe(second, conversationId);
    await turn(server, first, 'Two', { conversation_id: conversationId });
    await second.next('Complete');
    expect(messagesOn(second, conversationId)).toEqual(messagesOn(first, conversationId));
  });

  it('R4.4 sends no more events behind an Unsubscribe', async () => {
    const first = await server.enter();
    const { conversationId } = await turn(server, first, 'One');
    const second = await server.enter(first.token);
    const { last_sync_id, log_id = '' } = await subscribe(second, conversationId);
    second.send({ type: 'Unsubscribe', scope: 'chat', conversation_id: conversationId });
    second.send({ type: 'Ping' });
    await second.next('Pong');
    await turn(server, first, 'Two', { conversation_id: conversationId });
    // Whatever was sent meanwhile stands before the answer to this.
    const again = await subscribe(second, conversationId, { last_sync_id, log_id });
    expect(again.events).not.toEqual([]);
    expect(second.frames.filter((frame) => 'sync_id' in frame)).toEqual([]);
  });

  it('R4.20 answers an Approve of no tool call with not_found', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await turn(server, socket, 'One');
    socket.send({ type: 'Approve', conversation_id: conversationId, message_id: answer.message.id, tool_id: 'a tool', approved: true });
    expect(await socket.next('Error')).toMatchObject({ code: 'not_found' });
  });
});

describeSection('§4 History', (server) => {
  it('R4.21 gives the messages before one, in log order, a page at a time', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, '1');
    for (const content of ['2', '3']) await turn(server, socket, content, { conversation_id: conversationId });
    const held = messagesOn(socket, conversationId);
    const page = async (before: string, limit: number) => {
      socket.send({ type: 'History', conversation_id: conversationId, before, limit });
      return socket.next('History');
    };
    const last = held.at(-1)?.id ?? '';
    const newest = await page(last, 3);
    expect(newest).toMatchObject({ before: last, has_earlier: true, messages: held.slice(2, 5) });
    const oldest = await page(held[2]?.id ?? '', 3);
    expect(oldest).toMatchObject({ has_earlier: false, messages: held.slice(0, 2) });
  });

  it('R4.21 gives ended messages only', async () => {
    const socket = await server.enter();
    const { conversationId, asked } = await ask(socket, '1');
    const second = await ask(socket, '2', { conversation_id: conversationId });
    socket.send({ type: 'History', conversation_id: conversationId, before: second.answer.message.id, limit: 10 });
    const { messages } = await socket.next('History');
    expect(messages.map(({ id }) => id)).toEqual([asked.message.id, second.asked.message.id]);
  });

  it('R4.21 does not find what is before a message that is not there', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, '1');
    socket.send({ type: 'History', conversation_id: conversationId, before: v4(), limit: 10 });
    expect(await socket.next('Error')).toMatchObject({ code: 'not_found' });
  });
});
