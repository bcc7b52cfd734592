import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { applyEvents, applySubscribed, emptyConversation, toWireMessage, type Conversation } from '../../src/protocol/index.ts';
import { question } from './chat-socket.ts';
import { ask, heldOn, isLogged, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§6 Ordering and resume', (server) => {
  it('R6.1 sends the events of a conversation in the order of its log, whoever brings them about', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Flow');
    const other = await server.enter(socket.token);
    await subscribe(other, conversationId);
    const run = await server.nextRun();
    for (const sender of [socket, other, socket, other]) {
      run.write('one ');
      sender.send(question('And?', { conversation_id: conversationId }));
      run.write('two ');
    }
    for (const reader of [socket, other]) {
      for (let added = 0; added < 8; added += 1) await reader.next('MessageAdded');
    }
    run.complete();
    await Promise.all([socket.next('Complete'), other.next('Complete')]);
    for (const reader of [socket, other]) {
      const places = reader.frames.filter(isLogged).map(({ sync_id }) => sync_id);
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    }
    expect(messagesOn(other, conversationId)).toEqual(messagesOn(socket, conversationId));
  });

  it('R6.3 sends Subscribed where it belongs, while events flow', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Flow');
    const run = await server.nextRun();
    const second = await server.enter(socket.token);
    for (let word = 0; word < 20; word += 1) {
      run.write(`${word} `);
      second.send({ type: 'Subscribe', scope: 'chat', conversation_id: conversationId });
      await second.next('Subscribed');
    }
    run.complete();
    await Promise.all([socket.next('Complete'), second.next('Complete')]);
    expect(messagesOn(second, conversationId)).toEqual(messagesOn(socket, conversationId));
  });

  it('R6.4 replays what follows a cursor, from every cursor', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Think', { use_reasoning: true });
    const run = await server.nextRun();
    for (const word of ['a', 'b', 'c']) {
      run.reason(word);
      await socket.next('Update');
    }
    for (const word of ['d', 'e', 'f']) {
      run.write(word);
      await socket.next('Update');
    }
    run.complete();
    await socket.next('Complete');
    const { log_id = '', last_sync_id: head } = await subscribe(socket, conversationId);

    const versions: Conversation[] = [{ ...emptyConversation(conversationId), log_id }];
    for (const event of socket.frames.filter(isLogged))
      versions.push(applyEvents(versions.at(-1) ?? emptyConversation(conversationId), [event]).conversation);
    const whole = versions.at(-1)?.messages.map(toWireMessage);
    for (const held of versions) {
      const answer = await subscribe(socket, conversationId, { last_sync_id: held.cursor, log_id });
      expect(answer.messages).toBeUndefined();
      const { conversation, gap, duplicates } = applySubscribed(held, answer);
      expect({ gap, duplicates, cursor: conversation.cursor }).toEqual({ gap: false, duplicates: 0, cursor: head });
      expect(conversation.messages.map(toWireMessage)).toEqual(whole);
    }
  });

  it('R6.2, R6.4 merges what it replays', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Count');
    const run = await server.nextRun();
    for (const word of ['a', 'b', 'c', 'd']) {
      run.write(word);
      await socket.next('Update');
    }
    const { log_id = '' } = await subscribe(socket, conversationId);
    const { events = [] } = await subscribe(socket, conversationId, { last_sync_id: 2, log_id });
    expect(events).toEqual([expect.objectContaining({ type: 'Update', after: 2, sync_id: 6, delta: { content: 'abcd' } })]);
  });

  it.each([
    ['without a cursor', () => ({})],
    ['without a log_id', () => ({ last_sync_id: 1 })],
    ['with another log_id', () => ({ last_sync_id: 1, log_id: v4() })],
    ['with a cursor ahead of the log', (log_id: string) => ({ last_sync_id: 99, log_id })],
  ])('R6.5 gives a snapshot to a Subscribe %s', async (_, cursorIn) => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'Hi');
    const { log_id = '' } = await subscribe(socket, conversationId);
    const { events, messages, has_earlier, last_sync_id } = await subscribe(socket, conversationId, cursorIn(log_id));
    expect(events).toBeUndefined();
    expect({ messages, has_earlier, last_sync_id }).toEqual({
      messages: messagesOn(socket, conversationId),
      has_earlier: false,
      last_sync_id: 4,
    });
  });

  it('R6.5 gives the newest messages that fit, and History gives the others', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, `1 ${'x'.repeat(40_000)}`);
    for (const content of ['2', '3']) await turn(server, socket, `${content} ${'x'.repeat(40_000)}`, { conversation_id: conversationId });
    const { messages = [], has_earlier } = await subscribe(socket, conversationId);
    const held = messagesOn(socket, conversationId);
    expect(has_earlier).toBe(true);
    expect(messages).toEqual(held.slice(-messages.length));

    const ids = messages.map(({ id }) => id);
    for (let hasEarlier = true; hasEarlier;) {
      socket.send({ type: 'History', conversation_id: conversationId, before: ids[0] ?? '', limit: 100 });
      const page = await socket.next('History');
      ids.unshift(...page.messages.map(({ id }) => id));
      hasEarlier = page.has_earlier;
    }
    expect(ids).toEqual(socket.frames.flatMap((frame) => (frame.type === 'MessageAdded' ? [frame.message.id] : [])));
  });

  it('R6.5 leaves no hole between an unfinished message and the newest', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await ask(socket, '1');
    await server.nextRun();
    for (const content of ['2', '3', '4']) await ask(socket, `${content} ${'x'.repeat(30_000)}`, { conversation_id: conversationId });
    const whole = messagesOn(socket, conversationId).map(({ id }) => id);
    const { messages = [] } = await subscribe(socket, conversationId);
    const ids = messages.map(({ id }) => id);
    expect(ids).toContain(answer.message.id);
    expect(ids).toEqual(whole.slice(-ids.length));
  });

  it('R6.7 keeps each frame of a long replay within 64 KiB, and ends where the log does', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'A long story');
    const { log_id = '' } = await subscribe(socket, conversationId);
    const run = await server.nextRun();
    run.write('Once upon a time 😀 '.repeat(10_000));
    run.complete();
    await socket.next('Complete');

    const late = await server.enter(socket.token);
    await subscribe(late, conversationId, { last_sync_id: 0, log_id });
    if (!late.frames.some((frame) => frame.type === 'Subscribed' && frame.last_sync_id === heldOn(socket, conversationId).cursor))
      await late.next('Complete');
    expect(Math.max(...late.sizes)).toBeLessThanOrEqual(64 * 1024);
    expect(messagesOn(late, conversationId)).toEqual(messagesOn(socket, conversationId));
  });

  it('R2.2, R6.4 goes on after a lost connection without a gap and without a word twice', async () => {
    const lost = await server.enter();
    const { conversationId } = await ask(lost, 'Tell me');
    const { log_id = '' } = await subscribe(lost, conversationId);
    const run = await server.nextRun();
    run.reason('Hm');
    await lost.next('Update');
    await lost.close();
    const held = { ...heldOn(lost, conversationId), log_id };
    run.reason('m. ');
    run.write('Well');
    const back = await server.enter(lost.token);
    await subscribe(back, conversationId, { last_sync_id: held.cursor, log_id });
    run.write(', yes.');
    run.complete();
    await back.next('Complete');
    const resumed = heldOn(back, conversationId, held).messages.map(toWireMessage);
    const fresh = await server.enter(lost.token);
    expect((await subscribe(fresh, conversationId)).messages).toEqual(resumed);
    expect(resumed.at(-1)?.parts).toMatchObject([{ text: 'Hmm. ' }, { text: 'Well, yes.' }]);
  });

  it('R6.18 takes a Subscribe, a History and a Cancel again and again', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await turn(server, socket, 'Hi');
    const twice = async <Answer>(request: () => Promise<Answer>) => expect(await request()).toEqual(await request());
    await twice(() => subscribe(socket, conversationId));
    await twice(() => {
      socket.send({ type: 'History', conversation_id: conversationId, before: answer.message.id, limit: 9 });
      return socket.next('History');
    });
    await twice(() => {
      socket.send({ type: 'Cancel', conversation_id: conversationId, message_id: answer.message.id });
      return socket.next('Complete');
    });
  });
});
