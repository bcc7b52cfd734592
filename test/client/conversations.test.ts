import { describe, expect, it } from 'vitest';
import { conversationsOf, createChatClient } from '../../src/client/index.ts';
import type { ClientFrame, ConversationEvent, ConversationsFrame } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { changed, listReplay, removed } from '../support/list-frames.ts';
import { answer, conversationId, otherId, question, replay, snapshot } from '../support/log-frames.ts';

const isAboutList = (frame: ClientFrame) => 'scope' in frame && frame.scope === 'conversations';

/** A client that follows the list, on a socket that was welcomed. */
function open() {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  const list = conversationsOf(client);
  const release = list.follow('a');
  world.socket().welcome();
  const say = (frame: ConversationsFrame) => world.socket().sayRaw(JSON.stringify(frame));
  const comeBack = () => {
    world.socket().close(1006);
    world.advance(30_000);
    world.socket().welcome();
  };
  return {
    world,
    client,
    list,
    release,
    say,
    comeBack,
    asked: () => world.socket().frames.filter(isAboutList),
    titles: () => list.list().map(({ title }) => title),
  };
}

/** The same, and the list has come. */
function openWith(...events: ConversationEvent[]) {
  const opened = open();
  opened.say(listReplay(events.at(-1)?.sync_id ?? 0, events));
  return opened;
}

describe('the list', () => {
  it('is asked for once, however many follow it, and left a moment after the last one has', () => {
    const { world, list, release, asked } = open();
    const releaseOther = list.follow('b');
    expect(asked()).toMatchObject([{ type: 'Subscribe' }]);
    release();
    releaseOther();
    world.advance(200);
    expect(asked().at(-1)).toEqual({ type: 'Unsubscribe', scope: 'conversations' });
    expect(world.socket().closedByClient).toBe(1000);
    expect(world.timers()).toBe(0);
  });

  it('stands with what happened last first', () => {
    const { list, titles, say } = openWith(changed(1, 'One', { updated_at: 1 }), changed(2, 'Two', { id: otherId, updated_at: 2 }));
    expect(list.status()).toBe('ready');
    expect(titles()).toEqual(['Two', 'One']);
    say(changed(3, 'One', { updated_at: 3, status: 'answering' }));
    expect(list.list()[0]).toMatchObject({ title: 'One', status: 'answering' });
    say(removed(4, otherId));
    expect(titles()).toEqual(['One']);
  });

  it('I6: drops what it has seen', () => {
    const { titles, say } = openWith(changed(2, 'New', { updated_at: 2 }));
    say(changed(1, 'Old', { updated_at: 1 }));
    expect(titles()).toEqual(['New']);
  });

  it('R6.12: asks again from its cursor where there is a gap', () => {
    const { asked, titles, say } = openWith(changed(2, 'One'));
    say(changed(4, 'Four', { id: otherId }));
    expect(asked().at(-1)).toMatchObject({ type: 'Subscribe', last_sync_id: 2, log_id: 'list' });
    expect(titles()).toEqual(['One']);
    say(changed(5, 'Five', { id: otherId }));
    expect(asked()).toHaveLength(2);
  });

  it('R9.3: takes a compacted event for what it follows', () => {
    const { titles, say } = openWith(changed(2, 'One'));
    say({ ...changed(9, 'Nine'), after: 2 });
    expect(titles()).toEqual(['Nine']);
  });

  it('goes on from its cursor on a new socket', () => {
    const { asked, titles, say, comeBack } = openWith(changed(2, 'One'));
    comeBack();
    expect(asked()).toMatchObject([{ type: 'Subscribe', last_sync_id: 2, log_id: 'list' }]);
    say(listReplay(5, [{ ...changed(5, 'Two', { id: otherId, updated_at: 5 }), after: 2 }]));
    expect(titles()).toEqual(['Two', 'One']);
  });

  it.each([
    ['another log', { log_id: 'another' }],
    ['a log that ends before its cursor', {}],
  ])('R9.2: is replaced by that of %s', (_, fields) => {
    const { titles, say, comeBack } = openWith(changed(2, 'One'));
    comeBack();
    say({ ...listReplay(1, [changed(1, 'Fresh', { id: otherId })]), ...fields });
    expect(titles()).toEqual(['Fresh']);
  });

  it('I13: is forgotten where the next socket is another user’s', () => {
    const { world, list, titles } = openWith(changed(2, 'Mine'));
    world.socket().close(1006);
    world.advance(30_000);
    world.socket().welcome({ user_id: 'u2' });
    expect({ titles: titles(), status: list.status() }).toEqual({ titles: [], status: 'loading' });
    expect(world.socket().sent('Subscribe')).toEqual([
      { type: 'Subscribe', scope: 'conversations', request_id: expect.stringMatching(/./) },
    ]);
  });

  it('has failed where the server does not know of lists, and can be asked for again', () => {
    const { world, list, asked } = open();
    const [{ request_id = '' } = {}] = asked();
    world.socket().say({ type: 'Error', layer: 'message', code: 'invalid_field', message: '', retryable: false, request_id });
    expect(list.status()).toBe('failed');
    list.retry();
    expect(list.status()).toBe('loading');
    expect(asked()).toHaveLength(2);
  });

  it('R6.18: is asked for again after silence', () => {
    const { world, asked } = open();
    world.advance(15_000);
    expect(asked()).toHaveLength(2);
  });

  it('R9.4: what a list says touches no conversation', () => {
    const { world, client, say } = openWith();
    client.follow(conversationId, 'a');
    world.socket().say(replay(0));
    const before = client.conversation(conversationId)?.conversation;
    say(changed(1, 'Mine'));
    for (const scope of ['conversations', 'moon']) {
      world.socket().sayRaw(JSON.stringify({ ...removed(1), scope, conversation_id: conversationId }));
    }
    expect(client.conversation(conversationId)?.conversation).toBe(before);
  });

  it('R9.12: has a conversation asked for again that was not there', () => {
    const { world, client, say } = openWith();
    client.follow(conversationId, 'a');
    const subscribed = () =>
      world.socket().frames.filter((frame) => 'conversation_id' in frame && frame.conversation_id === conversationId);
    const [{ request_id = '' } = {}] = subscribed();
    world.socket().say({ type: 'Error', layer: 'application', code: 'not_found', message: '', retryable: false, request_id });
    say(changed(1, 'Begun elsewhere', { id: otherId }));
    expect(subscribed()).toHaveLength(1);
    say(changed(2, 'Begun elsewhere'));
    expect(subscribed()).toHaveLength(2);
  });

  it('R9.12: has a conversation that is back asked for again, though a message to it is on its way', () => {
    const { world, client, say } = openWith();
    client.follow(conversationId, 'chat');
    world.socket().say(snapshot(2, [question('Why?'), answer({ status: 'complete' })]));
    world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    client.send({ conversationId, content: 'And?' });
    say(changed(1, 'Back'));
    expect(world.socket().sent('Subscribe').at(-1)).toMatchObject({ conversation_id: conversationId, last_sync_id: 2 });
  });

  it('R9.12: has a conversation that is back asked for again, though a message to it has failed', () => {
    const { world, client, say } = openWith();
    client.follow(conversationId, 'a');
    world.socket().say(snapshot(2, [question('Why?'), answer()]));
    client.send({ conversationId, content: 'And?' });
    world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'failed' }]);
    say(changed(1, 'Restored'));
    expect(world.socket().sent('Subscribe').at(-1)).toMatchObject({ conversation_id: conversationId, last_sync_id: 2 });
  });
});

describe('a wish', () => {
  it('is shown at once, and sent', () => {
    const { world, list, titles } = openWith(changed(1, 'Old', { updated_at: 1 }), changed(2, 'Other', { id: otherId }));
    list.rename(conversationId, ' New ');
    list.remove(otherId);
    expect(titles()).toEqual(['New']);
    expect(world.socket().sent('Rename')).toMatchObject([{ conversation_id: conversationId, title: 'New' }]);
    expect(world.socket().sent('Delete')).toMatchObject([{ conversation_id: otherId }]);
  });

  it('is settled by its answer, also where that was seen before', () => {
    const { world, list, titles, say } = openWith(changed(1, 'Old'));
    list.rename(conversationId, 'New');
    const [{ request_id = '' } = {}] = world.socket().sent('Rename');
    say(changed(2, 'New'));
    say({ ...changed(2, 'New'), request_id });
    say(changed(3, 'Newer, from elsewhere'));
    expect(titles()).toEqual(['Newer, from elsewhere']);
    world.advance(15_000);
    expect(world.socket().sent('Rename')).toHaveLength(1);
  });

  it('is sent again after silence and on a new socket, until it is answered', () => {
    const { world, list, comeBack } = openWith(changed(1, 'Old'));
    list.remove(conversationId);
    world.advance(15_000);
    expect(world.socket().sent('Delete')).toHaveLength(2);
    comeBack();
    expect(world.socket().sent('Delete')).toHaveLength(1);
  });

  it('outlives the first look at the list, whether it was made before the server said who this is or long after', () => {
    const world = createFakeWorld();
    const list = conversationsOf(createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment }));
    list.remove(conversationId);
    world.socket().welcome();
    expect(world.socket().sent('Delete')).toHaveLength(1);
    list.follow('a');
    world.socket().close(1006);
    world.advance(30_000);
    world.socket().welcome();
    expect(world.socket().sent('Delete')).toHaveLength(1);
  });

  it('is taken back by the next one on the same thing', () => {
    const { world, list, titles, comeBack } = openWith(changed(1, 'Here'));
    list.remove(conversationId);
    expect(titles()).toEqual([]);
    list.restore(conversationId);
    expect(titles()).toEqual(['Here']);
    comeBack();
    expect(world.socket().sent('Delete')).toEqual([]);
    expect(world.socket().sent('Restore')).toHaveLength(1);
  });

  it('that is refused for good leaves the list as it was', () => {
    const { world, list, titles } = openWith(changed(1, 'Here'));
    list.remove(conversationId);
    const [{ request_id = '' } = {}] = world.socket().sent('Delete');
    world.socket().say({ type: 'Error', layer: 'application', code: 'not_found', message: '', retryable: false, request_id });
    expect(titles()).toEqual(['Here']);
  });

  it('holds the connection until it is answered', () => {
    const { world, list, release, say } = openWith(changed(1, 'Here'));
    list.remove(conversationId);
    release();
    world.advance(1000);
    expect(world.socket().closedByClient).toBeUndefined();
    const [{ request_id = '' } = {}] = world.socket().sent('Delete');
    say({ ...removed(2), request_id });
    world.advance(200);
    expect(world.socket().closedByClient).toBe(1000);
    expect(world.timers()).toBe(0);
  });
});
