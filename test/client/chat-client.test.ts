import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChatClient, type ChatClientOptions, type ClientChange } from '../../src/client/index.ts';
import { contentOf, type History, type Welcome } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, answerId, completed, conversationId, otherId, question, replay, snapshot, wrote } from '../support/log-frames.ts';

const url = 'ws://localhost:8000/ws';

function start(options: Partial<ChatClientOptions> = {}) {
  const world = createFakeWorld();
  const client = createChatClient({ url, environment: world.environment, ...options });
  const changes: ClientChange[] = [];
  client.subscribe((change) => changes.push(change));
  return { world, client, changes };
}

/** A client that follows a conversation, up to a question and its pending answer. */
function following(fields: Partial<Welcome> = {}) {
  const started = start();
  const { world, client } = started;
  const close = client.open('effect');
  const unfollow = client.follow(conversationId, 'effect');
  const socket = world.socket();
  socket.welcome(fields);
  socket.say(snapshot(2, [question('hi'), answer()]));
  const text = () => contentOf(client.conversation(conversationId)?.conversation.messages[1] ?? never());
  return { ...started, socket, close, unfollow, text };
}

/** A client that follows a conversation of which the server knows nothing yet. */
function connected(fields: Partial<Welcome> = {}) {
  const started = start();
  started.client.open('effect');
  started.client.follow(conversationId, 'effect');
  const socket = started.world.socket();
  socket.welcome(fields);
  socket.say(refusal(`subscribe:${conversationId}`, { code: 'not_found', retryable: false }));
  return { ...started, socket };
}

function never(): never {
  throw new Error('There is no such message.');
}

describe('following', () => {
  it('D1: subscribes once, after the Welcome, however often effects mount', () => {
    const { world, client } = start();
    const releases = [client.open('first'), client.follow(conversationId, 'first')];
    for (const release of releases) release();
    client.open('second');
    client.follow(conversationId, 'second');
    expect(world.sockets).toHaveLength(1);
    expect(world.socket().frames).toEqual([]);
    world.socket().welcome();
    world.advance(5_000);
    expect(world.socket().sent('Subscribe')).toEqual([
      { type: 'Subscribe', scope: 'chat', conversation_id: conversationId, request_id: `subscribe:${conversationId}` },
    ]);
  });

  it('D2: subscribes again on the next socket, from its cursor', () => {
    const { world, socket } = following();
    socket.say(wrote(3, 'a'));
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.sockets).toHaveLength(2);
    expect(world.socket().sent('Subscribe')).toMatchObject([{ last_sync_id: 3, log_id: 'log' }]);
  });

  it('D7: appends each delta to the one message', () => {
    const { socket, text } = following();
    for (const [place, delta] of ['a', 'b', 'c'].entries()) socket.say(wrote(3 + place, delta));
    expect(text()).toBe('abc');
  });

  it('R6.10, R6.12: drops duplicates, and asks once for what is missing', () => {
    const { socket, text } = following();
    socket.say(wrote(3, 'a'));
    socket.say(wrote(3, 'a'));
    socket.say(wrote(5, 'c'));
    socket.say(wrote(6, 'd'));
    expect(text()).toBe('a');
    expect(socket.sent('Subscribe')).toHaveLength(2);
    socket.say(replay(6, [wrote(6, 'bcd', { after: 3 })]));
    socket.say(wrote(7, 'e'));
    expect(text()).toBe('abcde');
  });

  it('R12.6: ignores a list whose handle it does not know, and asks for what is lost by that', () => {
    const { socket, text } = following();
    socket.sayRaw('[7,"lost"]');
    expect(socket.sent('Subscribe')).toHaveLength(1);
    socket.say(wrote(4, 'b'));
    expect(text()).toBe('');
    expect(socket.sent('Subscribe').map(({ last_sync_id }) => last_sync_id)).toEqual([undefined, 2]);
    socket.say(replay(4, [wrote(4, 'ab', { after: 2 })]));
    expect(text()).toBe('ab');
  });

  it('P16, R6.9: applies nothing between a Subscribe and its answer', () => {
    const { world, socket, text } = following();
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome();
    world.socket().say(wrote(3, 'x'));
    expect(text()).toBe('');
    world.socket().say(replay(3, [wrote(3, 'a')]));
    expect(text()).toBe('a');
  });

  it('R6.11: has moved conversation and cursor before anyone is told', () => {
    const { client, socket } = following();
    const seen: [number, string][] = [];
    client.subscribe(() => {
      const held = client.conversation(conversationId)?.conversation ?? never();
      seen.push([held.cursor, contentOf(held.messages[1] ?? never())]);
    });
    socket.say(wrote(3, 'a'));
    expect(seen).toEqual([[3, 'a']]);
  });

  it('D9: ignores events of a conversation it does not follow', () => {
    const { client, socket, text } = following();
    socket.say({ ...wrote(3, 'foreign'), conversation_id: otherId });
    expect(text()).toBe('');
    expect(client.conversation(otherId)).toBeUndefined();
  });

  it('asks again from nothing when a replay does not join', () => {
    const { socket, text } = following();
    socket.say(wrote(5, 'c'));
    socket.say(replay(6, [wrote(6, 'd')]));
    expect(socket.sent('Subscribe').at(-1)).not.toHaveProperty('last_sync_id');
    socket.say(snapshot(6, [question('hi'), answer({ status: 'streaming', parts: [{ type: 'text', text: 'abcd' }] })]));
    expect(text()).toBe('abcd');
  });

  it('R4.5: takes a conversation that is not there for a new one, and one that it has seen for gone', () => {
    const { world, client } = start();
    client.open('effect');
    client.follow(conversationId, 'effect');
    world.socket().welcome();
    const refuse = () =>
      world.socket().say({
        type: 'Error',
        layer: 'application',
        code: 'not_found',
        message: '',
        retryable: false,
        request_id: `subscribe:${conversationId}`,
      });
    expect(client.conversation(conversationId)?.status).toBe('loading');
    refuse();
    expect(client.conversation(conversationId)?.status).toBe('ready');
    world.socket().say(snapshot(2, [question('hi'), answer()]));
    world.socket().close(1006);
    world.advance(1_000);
    world.socket().welcome();
    refuse();
    expect(client.conversation(conversationId)).toMatchObject({ status: 'gone', conversation: { messages: [{}, {}] } });
  });

  it('R4.5: takes a conversation whose log it knows for gone, though nothing of it was shown', () => {
    const { world, client } = start();
    client.open('effect');
    client.follow(conversationId, 'effect');
    world.socket().welcome();
    world.socket().say(snapshot(0, []));
    world.socket().close(1006);
    world.advance(1_000);
    world.socket().welcome();
    world.socket().say(refusal(`subscribe:${conversationId}`, { code: 'not_found', retryable: false }));
    expect(client.conversation(conversationId)?.status).toBe('gone');
  });

  it('R6.13: asks for a conversation that was gone on the next socket: it may have come back meanwhile', () => {
    const { world, client, socket } = following();
    socket.say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.socket().sent('Subscribe')).toMatchObject([{ conversation_id: conversationId }]);
    expect(client.conversation(conversationId)?.status).toBe('gone');
    world.socket().say(replay(2, []));
    expect(client.conversation(conversationId)?.status).toBe('ready');
  });

  it.each([
    ['is not there on the next socket', refusal(`subscribe:${conversationId}`, { code: 'not_found', retryable: false })],
    ['may not be seen any more', { type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' } as const],
  ])('R4.5: keeps what it shows of a conversation that %s, and fails what waits for the end of its answer', (_, gone) => {
    const { world, client, socket } = following();
    const first = client.send({ conversationId, content: 'next' });
    client.send({ conversationId, content: 'later' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome();
    world.socket().say(gone);
    expect(client.conversation(conversationId)).toMatchObject({ status: 'gone', conversation: { messages: [{}, {}] } });
    const failed = { status: 'failed', error: { code: 'not_found', retryable: false } };
    expect(client.outbox(conversationId)).toMatchObject([failed, failed]);
    expect(client.unsent()).toBe(0);
    client.retry(first);
    expect(world.socket().sent('Message')).toMatchObject([{ content: 'next' }]);
  });

  it('sends a Subscribe again when nothing answers it for 15 s, and after a refusal that says when', () => {
    const { world, client } = start();
    client.open('effect');
    client.follow(conversationId, 'effect');
    const socket = (world.socket().welcome(), world.socket());
    world.advance(15_000);
    expect(socket.sent('Subscribe')).toHaveLength(2);
    socket.say({
      type: 'Error',
      layer: 'application',
      code: 'unavailable',
      message: '',
      retryable: true,
      retry_after_ms: 300,
      request_id: `subscribe:${conversationId}`,
    });
    world.advance(300);
    expect(socket.sent('Subscribe')).toHaveLength(3);
  });

  it('D3 D5: gives the socket back a moment after the last release, and leaves no timer', () => {
    const { world, socket, close, unfollow } = following();
    unfollow();
    close();
    expect(socket.closedByClient).toBeUndefined();
    world.advance(200);
    expect(socket.closedByClient).toBe(1000);
    expect(world.timers()).toBe(0);
    expect(world.page.listeners()).toBe(0);
  });

  it('D3: closes a socket that is released while it connects, as soon as it has', () => {
    const { world, client } = start();
    client.open('effect')();
    world.advance(200);
    expect(world.socket().closedByClient).toBeUndefined();
    world.socket().open();
    expect(world.socket().closedByClient).toBe(1000);
  });

  it('opens again for whoever comes later', () => {
    const { world, client, close, unfollow } = following();
    unfollow();
    close();
    world.advance(1_000);
    client.open('later');
    client.follow(conversationId, 'later');
    world.socket().welcome();
    expect(world.sockets).toHaveLength(2);
    expect(world.socket().sent('Subscribe')[0]).not.toHaveProperty('last_sync_id');
  });
});

describe('what comes too late', () => {
  it('P14: nothing of a socket that was given up is applied', () => {
    const { world, socket, text } = following();
    world.page.signal('online');
    world.advance(5_000);
    expect(socket.closedByClient).toBe(1000);
    socket.say(wrote(3, 'ghost'));
    socket.close(1000);
    expect(text()).toBe('');
    world.advance(1_000);
    expect(world.sockets).toHaveLength(2);
  });

  it('tells that the network is gone though it waits already, and tries at once when that is back', () => {
    const { world, client, socket } = following();
    socket.close(1006);
    const waiting = client.connection();
    world.page.signal('offline');
    expect(client.connection()).toEqual({ status: 'offline', attempt: 1, retryAt: 'retryAt' in waiting && waiting.retryAt });
    expect(world.sockets).toHaveLength(1);
    world.page.signal('online');
    expect(client.connection()).toEqual({ status: 'connecting', attempt: 1 });
  });

  it('replaces a half-open socket without waiting for its close', () => {
    const { world, client, socket } = following();
    world.advance(25_000 + 5_000);
    expect(socket.closedByClient).toBe(1000);
    expect(client.connection().status).toBe('waiting');
  });

  it('gives a slow line more time with each socket, up to five minutes', () => {
    const { world, client } = following();
    const lives: number[] = [];
    for (let sockets = 0; sockets < 8; sockets++) {
      let lived = 0;
      for (; client.connection().status === 'live'; lived += 1_000) world.advance(1_000);
      lives.push(lived - 25_000);
      while (client.connection().status !== 'connecting') world.advance(1_000);
      world.socket().welcome();
    }
    expect(lives).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });
});

describe('a page that is left', () => {
  it('closes its socket, so that it may rest in the back/forward cache, and comes back at once', () => {
    const { world, client, socket } = following();
    world.page.signal('pagehide');
    expect(socket.closedByClient).toBe(1000);
    world.page.signal('pageshow');
    expect(client.connection().status).toBe('connecting');
    world.socket().welcome();
    expect(world.socket().sent('Subscribe')).toMatchObject([{ last_sync_id: 2 }]);
  });
});

describe('sending', () => {
  it('D13 D16: keeps a message until its own event comes back, and sends it again on every socket until then', () => {
    const { world, client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'sending', frame: { content: 'hello' } }]);
    socket.close(1006);
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'queued' }]);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.socket().sent('Message')).toMatchObject([{ id, content: 'hello', conversation_id: conversationId }]);
    world.socket().say(snapshot(2, [question('hello', { id }), answer({ reply_to: id })]));
    expect(client.outbox(conversationId)).toEqual([]);
  });

  it('R6.15: takes any sight of the id for the acknowledgement, also of events that it cannot apply', () => {
    const { world, client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    socket.say(added(7, question('hello', { id })));
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'sent' }]);
    world.advance(60_000);
    expect(socket.sent('Message')).toHaveLength(1);
  });

  it('sends again after 15 s of silence, with the same id', () => {
    const { world, client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    world.advance(15_000);
    expect(socket.sent('Message').map((frame) => frame.id)).toEqual([id, id]);
  });

  it('R6.14: has one unacknowledged message of a conversation at a time, conversations side by side', () => {
    const { client, socket } = connected();
    const first = client.send({ conversationId, content: 'one' });
    client.send({ conversationId, content: 'two' });
    const side = client.send({ conversationId: otherId, content: 'side' });
    expect(socket.sent('Message').map((frame) => frame.id)).toEqual([first, side]);
  });

  it('R6.17: holds further messages while an answer is unfinished, and sends them in order when it ends', () => {
    const { client, socket } = following();
    const next = client.send({ conversationId, content: 'next' });
    expect(socket.sent('Message')).toEqual([]);
    socket.say(completed(3));
    expect(socket.sent('Message')).toMatchObject([{ id: next, reply_to: answerId }]);
  });

  it.each(['rate_limited', 'of_a_later_version'])('R6.16, R10.3: waits as long as a retryable refusal says: %s', (code) => {
    const { world, client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    socket.say(refusal(id, { code, retryable: true, retry_after_ms: 700 }));
    world.advance(699);
    expect(socket.sent('Message')).toHaveLength(1);
    world.advance(1);
    expect(socket.sent('Message')).toHaveLength(2);
  });

  it('R4.10, R6.16: marks a message failed after a final refusal, holds the later ones, and sends it again under a new id when asked', () => {
    const { client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    client.send({ conversationId, content: 'later' });
    socket.say(refusal(id, { code: 'id_conflict', retryable: false }));
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'failed', error: { code: 'id_conflict' } }, { status: 'queued' }]);
    client.retry(id);
    const [, again] = socket.sent('Message');
    expect(again).toMatchObject({ content: 'hello' });
    expect(again?.id).not.toBe(id);
  });

  it('sends the later ones when the failed one is removed', () => {
    const { client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    client.send({ conversationId, content: 'later' });
    socket.say(refusal(id, { code: 'forbidden', retryable: false }));
    client.remove(id);
    expect(socket.sent('Message').map((frame) => frame.content)).toEqual(['hello', 'later']);
  });

  it('fails a message that is larger than the server takes, without sending it', () => {
    const { client, socket } = connected({ max_frame_bytes: 1_000 });
    expect(client.maxFrameBytes()).toBe(1_000);
    client.send({ conversationId, content: 'ü'.repeat(600) });
    expect(socket.sent('Message')).toEqual([]);
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'failed', error: { code: 'too_large' } }]);
  });

  it('fails the message in flight when the server closes with 1009, so that it is not sent for ever', () => {
    const { world, client, socket } = connected();
    client.send({ conversationId, content: 'large' });
    socket.close(1009);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.socket().sent('Message')).toEqual([]);
    expect(client.outbox(conversationId)).toMatchObject([{ status: 'failed' }]);
  });

  it('says that the outbox is full, and keeps what is in it', () => {
    const { client } = start({ outboxLimit: 2 });
    client.send({ conversationId, content: 'one' });
    client.send({ conversationId, content: 'two' });
    expect(() => client.send({ conversationId, content: 'three' })).toThrow(/outbox is full: 2 messages/);
    expect(client.outbox(conversationId)).toHaveLength(2);
  });

  it('sends what was written before the first socket, and stays connected until it is there', () => {
    const { world, client } = start();
    const close = client.open('effect');
    const id = client.send({ conversationId, content: 'early' });
    close();
    world.advance(10_000 - 1);
    world.socket().welcome();
    expect(world.socket().sent('Message')).toMatchObject([{ id }]);
    world.socket().say(snapshot(2, [question('early', { id }), answer({ reply_to: id })]));
    world.advance(200);
    expect(world.socket().closedByClient).toBe(1000);
    expect(world.timers()).toBe(0);
  });

  it('R3.8: sends nothing new while the server drains, and returns within the spread it asks for', () => {
    const { world, client, socket, text } = following();
    socket.say({ type: 'Draining', spread_ms: 30_000 });
    socket.say(wrote(3, 'still read'));
    socket.say(completed(4));
    client.send({ conversationId, content: 'wait' });
    expect(text()).toBe('still read');
    expect(socket.sent('Message')).toEqual([]);
    socket.close(1012);
    world.advance(14_999);
    expect(world.sockets).toHaveLength(1);
    world.advance(1);
    world.socket().welcome();
    world.socket().say(replay(4));
    expect(world.socket().sent('Message')).toMatchObject([{ content: 'wait' }]);
  });
});

describe('stopping', () => {
  it('R3.8: cancels the answer under way though the server drains, for nothing new begins by that', () => {
    const { client, socket } = following();
    socket.say({ type: 'Draining', spread_ms: 30_000 });
    client.stop(conversationId);
    expect(socket.sent('Cancel')).toMatchObject([{ message_id: answerId }]);
  });

  it('cancels the answer under way', () => {
    const { client, socket } = following();
    client.stop(conversationId);
    client.stop(conversationId);
    expect(socket.sent('Cancel')).toMatchObject([{ conversation_id: conversationId, message_id: answerId }]);
  });

  it('P1, R4.19: is kept until the end is seen, and sent again behind its message on the next socket', () => {
    const { world, client, socket } = connected();
    const id = client.send({ conversationId, content: 'hello' });
    client.stop(conversationId);
    expect(socket.sent('Cancel')).toMatchObject([{ message_id: id }]);
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.socket().frames.map((frame) => frame.type)).toEqual(['Subscribe', 'Message', 'Cancel']);
    world.socket().say(snapshot(3, [question('hello', { id }), answer({ reply_to: id, status: 'stopped' })]));
    world.socket().close(1006);
    world.advance(2_000);
    world.socket().welcome();
    expect(world.socket().sent('Cancel')).toEqual([]);
  });

  it('P2: nothing but Stop ever cancels', () => {
    const { world, socket, close, unfollow } = following();
    unfollow();
    close();
    world.advance(60_000);
    expect(socket.sent('Cancel')).toEqual([]);
  });
});

describe('who', () => {
  it('presents its token where the next socket takes it for somebody new, and waits for the answer', () => {
    const { world, socket } = following({ token: 't1' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome({ user_id: 'u2', token: 't2' });
    expect(world.socket().frames).toEqual([{ type: 'Authenticate', token: 't1' }]);
    world.socket().say({ type: 'Authenticated', user_id: 'u1' });
    expect(world.socket().sent('Subscribe')).toMatchObject([{ last_sync_id: 2 }]);
  });

  it('keeps its token to itself where the server knows who it is: somebody has signed in', () => {
    const { world, socket } = following({ token: 't1' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome({ user_id: 'ada' });
    expect(world.socket().sent('Authenticate')).toEqual([]);
    expect(world.socket().sent('Subscribe')).toHaveLength(1);
  });

  it('goes on as a new user where its token is refused', () => {
    const { world, client, socket } = following({ token: 't1' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome({ user_id: 'u2', token: 't2' });
    world.socket().say({ type: 'Error', layer: 'application', code: 'unauthorized', message: '', retryable: false });
    world.socket().close(4401);
    world.advance(2_000);
    world.socket().welcome({ user_id: 'u3', token: 't3' });
    expect(client.connection()).toEqual({ status: 'live', userId: 'u3' });
    expect(client.conversation(conversationId)?.conversation.messages).toEqual([]);
  });

  it('P20: presents a fresh token on each socket, and renews it in the live one before it expires', async () => {
    let issued = 0;
    const { world, client } = start({ getToken: async () => `t${++issued}` });
    client.open('effect');
    client.follow(conversationId, 'effect');
    const socket = world.socket();
    socket.welcome({ user_id: 'anonymous', now: world.environment.now() });
    await turn();
    socket.say({ type: 'Authenticated', user_id: 'ada', expires_at: world.environment.now() + 3_600_000 });
    expect(client.connection()).toEqual({ status: 'live', userId: 'ada' });
    socket.say(snapshot(2, [question('hi'), answer()]));
    for (let beat = 0; beat < 176; beat++) {
      world.advance(20_000);
      socket.say({ type: 'Pong' });
    }
    world.advance(19_999);
    await turn();
    expect(socket.sent('Authenticate').map((frame) => frame.token)).toEqual(['t1']);
    world.advance(1);
    await turn();
    expect(socket.sent('Authenticate').map((frame) => frame.token)).toEqual(['t1', 't2']);
    expect(socket.sent('Subscribe')).toHaveLength(1);
  });

  it('R11.1: presents its token in no address', async () => {
    const { world, client } = start({ getToken: () => 'secret' });
    client.open('effect');
    world.socket().welcome();
    await turn();
    world.socket().close(1006);
    world.advance(1_000);
    world.socket().welcome();
    expect(world.sockets.map((socket) => [socket.url, socket.sent('Authenticate')])).toEqual([
      [url, [{ type: 'Authenticate', token: 'secret' }]],
      [url, [{ type: 'Authenticate', token: 'secret' }]],
    ]);
    expect(JSON.stringify(world.sockets.map(({ protocols }) => protocols))).not.toContain('secret');
  });

  it.each([
    ['is refused', () => Promise.reject(new Error('503'))],
    [
      'throws',
      () => {
        throw new Error('not now');
      },
    ],
  ])(
    'R3.7: backs off while what gives its token %s, which says nothing about who it is, and goes on once there is one',
    async (_, fail) => {
      let getToken: () => string | Promise<string> = fail;
      const { world, client } = start({ getToken: () => getToken() });
      client.open('effect');
      for (let socket = 0; socket < 6; socket++) {
        world.socket().welcome();
        await turn();
        expect(client.connection()).toMatchObject({ status: 'waiting', attempt: socket + 1, isUnreachable: false });
        client.retryNow();
      }
      getToken = () => 't1';
      world.socket().welcome();
      world.socket().say({ type: 'Authenticated', user_id: 'ada' });
      expect(client.connection()).toEqual({ status: 'live', userId: 'ada' });
    },
  );

  it('says unauthorised where the server refuses its token, after one more try', async () => {
    const { world, client } = start({ getToken: () => 'expired' });
    client.open('effect');
    for (let socket = 0; socket < 2; socket++) {
      world.socket().welcome();
      world.socket().say({ type: 'Error', layer: 'application', code: 'unauthorized', message: 'Who are you?', retryable: false });
      world.socket().close(4401);
      world.advance(5_000);
    }
    expect(client.connection()).toEqual({ status: 'unauthorized', message: 'Who are you?' });
    expect(world.sockets).toHaveLength(2);
  });

  it('keeps its socket where what gives its token throws when that is to be renewed', async () => {
    let getToken = () => 't1';
    const { world, client } = start({ getToken: () => getToken() });
    client.open('effect');
    const socket = world.socket();
    socket.welcome({ now: world.environment.now() });
    socket.say({ type: 'Authenticated', user_id: 'ada', expires_at: world.environment.now() + 20_000 });
    getToken = () => {
      throw new Error('not now');
    };
    world.advance(20_000);
    await turn();
    expect(client.connection()).toEqual({ status: 'live', userId: 'ada' });
    expect(socket.sent('Authenticate')).toHaveLength(1);
  });

  it('G5: forgets what it holds, and keeps back what it would send, when another user is at the other end', () => {
    const { world, client, socket } = following();
    socket.say(completed(3));
    client.send({ conversationId, content: 'of u1' });
    socket.close(1006);
    world.advance(1_000);
    world.socket().welcome({ user_id: 'u2' });
    expect(client.conversation(conversationId)).toMatchObject({ status: 'loading', conversation: { messages: [], cursor: 0 } });
    expect(world.socket().sent('Message')).toEqual([]);
    expect(client.outbox(conversationId)).toEqual([]);
  });
});

describe('earlier messages', () => {
  it('come before those that are held, once, and only if they are the page asked for', () => {
    const { client, socket } = following();
    socket.say(snapshot(2, [question('hi'), answer()], { has_earlier: true, log_id: 'log2' }));
    client.loadEarlier(conversationId);
    client.loadEarlier(conversationId);
    expect(socket.sent('History')).toMatchObject([{ before: question('').id, limit: 50 }]);
    const older = question('older', { id: 'older' });
    const page: Omit<History, 'log_id'> = {
      type: 'History',
      conversation_id: conversationId,
      before: question('').id,
      messages: [older],
      has_earlier: false,
    };
    socket.say({ ...page, log_id: 'log2' });
    socket.say({ ...page, log_id: 'log2' });
    const held = client.conversation(conversationId)?.conversation;
    expect(held?.messages.map((message) => message.id)).toEqual(['older', question('').id, answerId]);
    expect(held?.has_earlier).toBe(false);
  });
});

function refusal(requestId: string, fields: { code: string; retryable: boolean; retry_after_ms?: number }) {
  return { type: 'Error', layer: 'application', message: '', request_id: requestId, ...fields } as const;
}
