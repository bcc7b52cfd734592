import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import type { ClientFrame } from '../../src/protocol/index.ts';
import { ask, subscribe, turn } from './conversation-on.ts';
import { followList, listOn, nextOfList } from './conversations-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§9 Conversations of a user', (server) => {
  it('R9.1 begins empty, and shows a conversation as soon as it is there', async () => {
    const socket = await server.enter();
    expect(await followList(socket)).toMatchObject({ last_sync_id: 0, events: [], log_id: expect.stringMatching(/./) });
    const { conversationId } = await ask(socket, 'Hello there');
    const { sync_id, conversation } = await nextOfList(socket, 'ConversationChanged');
    expect(sync_id).toBe(1);
    expect(conversation).toMatchObject({ id: conversationId, title: 'Hello there', status: 'answering' });
  });

  it('R9.1 is the list of its user alone, on all of their sockets', async () => {
    const ada = await server.enter();
    const other = await server.enter();
    const tablet = await server.enter(ada.token);
    await followList(other);
    await followList(tablet);
    await turn(server, ada, 'Mine');
    await nextOfList(tablet, 'ConversationChanged', ({ conversation }) => conversation.status === 'idle');
    await turn(server, other, 'Theirs');
    await nextOfList(other, 'ConversationChanged', ({ conversation }) => conversation.status === 'idle');
    expect(listOn(tablet).map(({ title }) => title)).toEqual(['Mine']);
    expect(listOn(other).map(({ title }) => title)).toEqual(['Theirs']);
  });

  it('R9.2 replays what follows a cursor, of each conversation the newest alone', async () => {
    const socket = await server.enter();
    await turn(server, socket, 'One');
    const { log_id, last_sync_id } = await followList(socket);
    const { conversationId } = await turn(server, socket, 'Two');
    await nextOfList(socket, 'ConversationChanged', ({ conversation }) => conversation.status === 'idle');
    const { events, ...answer } = await followList(socket, { log_id, last_sync_id });
    expect(events).toMatchObject([{ conversation: { id: conversationId, status: 'idle' }, after: last_sync_id }]);
    expect(answer).toMatchObject({ log_id, last_sync_id: last_sync_id + 2 });
  });

  it.each([
    ['without a cursor', () => ({})],
    ['without a log_id', () => ({ last_sync_id: 2 })],
    ['with another log_id', () => ({ last_sync_id: 2, log_id: v4() })],
    ['with a cursor ahead of the log', (log_id: string) => ({ last_sync_id: 99, log_id })],
  ])('R9.2 replays from the start to a Subscribe %s', async (_, cursorIn) => {
    const socket = await server.enter();
    await turn(server, socket, 'One');
    await turn(server, socket, 'Two');
    const whole = await followList(socket);
    expect(listOn(socket).map(({ title }) => title)).toEqual(['Two', 'One']);
    expect(await followList(socket, cursorIn(whole.log_id))).toEqual(whole);
  });

  it('R9.5 tells of a run when it starts and when it ends, and of nothing between', async () => {
    const socket = await server.enter();
    await followList(socket);
    const { conversationId } = await ask(socket, 'Count');
    const run = await server.nextRun();
    for (const word of ['a', 'b', 'c']) {
      run.write(word);
      await socket.next('Update');
    }
    run.complete();
    await socket.next('Complete');
    const last = await nextOfList(socket, 'ConversationChanged', ({ conversation }) => conversation.status === 'idle');
    expect(last).toMatchObject({ sync_id: 2, conversation: { id: conversationId } });
    expect(last.conversation.updated_at).toBeGreaterThanOrEqual(last.conversation.created_at);
  });

  it('R9.6 takes the title from the first line with words of the first question', async () => {
    const socket = await server.enter();
    await followList(socket);
    const { conversationId } = await turn(server, socket, '---\n## Why is **the sky** `blue`?\nAnd more.');
    await turn(server, socket, 'Another question', { conversation_id: conversationId });
    await nextOfList(socket, 'ConversationChanged', ({ sync_id }) => sync_id === 4);
    expect(listOn(socket)).toMatchObject([{ title: 'Why is the sky blue?' }]);
  });

  it('R9.7 renames, and leaves the time', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'Old');
    await followList(socket);
    const [before] = listOn(socket);
    socket.send({ type: 'Rename', conversation_id: conversationId, title: '  New name ', request_id: 'r' });
    const { conversation } = await nextOfList(socket, 'ConversationChanged', ({ request_id }) => request_id === 'r');
    expect(conversation).toEqual({ ...before, title: 'New name' });
    expect(listOn(socket)).toEqual([conversation]);
  });

  it.each([[''], ['   '], ['two\nlines'], ['x'.repeat(201)]])('R9.7 refuses the title %j', async (title) => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'Hi');
    socket.send({ type: 'Rename', conversation_id: conversationId, title, request_id: 'r' });
    expect(await socket.next('Error')).toMatchObject({ code: 'invalid_field', request_id: 'r' });
  });

  it('R9.8 stops what is being answered, and sends all who follow away', async () => {
    const socket = await server.enter();
    const tablet = await server.enter(socket.token);
    await followList(tablet);
    const { conversationId } = await ask(socket, 'For ever?');
    const run = await server.nextRun();
    run.write('For ever and');
    await socket.next('Update');
    await subscribe(tablet, conversationId);
    socket.send({ type: 'Delete', conversation_id: conversationId, request_id: 'd' });
    expect(await socket.next('Complete')).toMatchObject({ status: 'stopped' });
    expect(await socket.next('Unsubscribed')).toMatchObject({ conversation_id: conversationId, code: 'not_found' });
    const removed = await nextOfList(socket, 'ConversationRemoved', ({ request_id }) => request_id === 'd');
    expect(removed.conversation).toEqual({ id: conversationId });
    expect(await tablet.next('Unsubscribed')).toMatchObject({ code: 'not_found' });
    await nextOfList(tablet, 'ConversationRemoved');
    expect(listOn(tablet)).toEqual([]);
  });

  it('R9.8, R4.3 a deleted conversation is not_found for every frame but those that bring it back', async () => {
    const socket = await server.enter();
    const { conversationId, answer, frame } = await turn(server, socket, 'Hi');
    socket.send({ type: 'Delete', conversation_id: conversationId });
    await nextOfList(socket, 'ConversationRemoved');
    const refused: ClientFrame[] = [
      { type: 'Subscribe', scope: 'chat', conversation_id: conversationId },
      { ...frame, id: v4(), conversation_id: conversationId },
      { type: 'Cancel', conversation_id: conversationId, message_id: answer.message.id },
      { type: 'Rename', conversation_id: conversationId, title: 'x' },
    ];
    for (const request of refused) {
      socket.send(request);
      expect(await socket.next('Error')).toMatchObject({ code: 'not_found' });
    }
  });

  it('R9.9 restores a conversation with all that it held', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'Keep me');
    const { messages } = await subscribe(socket, conversationId);
    await followList(socket);
    const before = listOn(socket);
    socket.send({ type: 'Delete', conversation_id: conversationId });
    await nextOfList(socket, 'ConversationRemoved');
    socket.send({ type: 'Restore', conversation_id: conversationId, request_id: 'r' });
    await nextOfList(socket, 'ConversationChanged', ({ request_id }) => request_id === 'r');
    expect(listOn(socket)).toEqual(before);
    expect((await subscribe(socket, conversationId)).messages).toEqual(messages);
  });

  it('R9.9 restores nothing that is past its time', async () => {
    const dayMs = 24 * 60 * 60_000;
    const socket = await server.enter();
    const { conversationId: conversation_id } = await turn(server, socket, 'Forget me');
    socket.send({ type: 'Delete', conversation_id });
    await nextOfList(socket, 'ConversationRemoved');
    server.pass(31 * dayMs);
    socket.send({ type: 'Restore', conversation_id, request_id: 'r' });
    expect(await socket.next('Error')).toMatchObject({ code: 'not_found', request_id: 'r' });
    expect((await followList(socket)).events).toEqual([]);
  });

  it('R9.10 takes each of them again and again, also without the list', async () => {
    const socket = await server.enter();
    const { conversationId: conversation_id } = await turn(server, socket, 'Hi');
    const requests = [
      [{ type: 'Rename', conversation_id, title: 'New' }, 'ConversationChanged'],
      [{ type: 'Delete', conversation_id }, 'ConversationRemoved'],
      [{ type: 'Restore', conversation_id }, 'ConversationChanged'],
    ] as const;
    let cursor = 0;
    for (const [request, type] of requests) {
      socket.send({ ...request, request_id: 'first' });
      const { request_id, ...answer } = await nextOfList(socket, type);
      expect(request_id).toBe('first');
      expect(answer.sync_id).toBeGreaterThan(cursor);
      cursor = answer.sync_id;
      socket.send({ ...request, request_id: 'again' });
      expect(await nextOfList(socket, type)).toEqual({ ...answer, request_id: 'again' });
    }
  });

  it.each(['Rename', 'Delete', 'Restore'] as const)(
    'R4.3, R2.5 %s of a foreign conversation and of a missing one look the same',
    async (type) => {
      const owner = await server.enter();
      const { conversationId } = await turn(server, owner, 'Mine');
      const stranger = await server.enter();
      const errors = [];
      for (const conversation_id of [conversationId, v4()]) {
        stranger.send({ type, conversation_id, title: 'Yours', request_id: 'r' });
        const { conversation_id: _, ...error } = await stranger.next('Error');
        errors.push(error);
      }
      expect(errors[0]).toMatchObject({ code: 'not_found', retryable: false });
      expect(errors[1]).toEqual(errors[0]);
      await followList(owner);
      expect(listOn(owner)).toMatchObject([{ title: 'Mine' }]);
    },
  );

  it('sends nothing more of a list that was left', async () => {
    const socket = await server.enter();
    await followList(socket);
    socket.send({ type: 'Unsubscribe', scope: 'conversations' });
    await turn(server, socket, 'Quietly');
    socket.send({ type: 'Ping' });
    await socket.next('Pong');
    expect(listOn(socket)).toEqual([]);
  });
});
