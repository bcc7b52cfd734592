import { v4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { openChatSocket, question } from '../conformance/chat-socket.ts';
import { mockNetwork } from './mock-network.ts';

describe('the connections of a mock server', () => {
  const { chat, enter } = mockNetwork();

  it('are the sockets that are open', async () => {
    const first = await enter();
    const second = await enter();
    expect(chat.connections).toHaveLength(2);
    await first.close();
    await chat.until(() => chat.connections.length === 1);
    await second.close();
    await chat.until(() => chat.connections.length === 0);
    expect(chat.connectionCount).toBe(2);
  });

  it('leave a socket out that was closed while it connected', async () => {
    const socket = new WebSocket(chat.url);
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    socket.close();
    await closed;
    await enter();
    expect(chat.connectionCount).toBe(1);
  });

  it('are lost without a close frame, or closed with a code', async () => {
    const lost = await enter();
    chat.drop();
    expect(await lost.closed).toBe(1006);
    const closed = await enter();
    chat.drop(1012);
    expect(await closed.closed).toBe(1012);
  });

  it('can be refused, as if nobody listened', async () => {
    chat.refuse(1);
    const refused = openChatSocket(chat.url);
    expect(await refused.closed).toBe(1006);
    expect(refused.frames).toEqual([]);
    await enter();
    expect(chat.connectionCount).toBe(1);
  });

  it('can be refused with a reason', async () => {
    chat.refuse(1, { closeCode: 4429, code: 'rate_limited', retryAfterMs: 500 });
    const refused = openChatSocket(chat.url);
    expect(await refused.closed).toBe(4429);
    expect(refused.frames).toEqual([expect.objectContaining({ type: 'Error', code: 'rate_limited', retry_after_ms: 500 })]);
  });

  it('play dead when they are silenced', async () => {
    const dead = await enter();
    chat.silence();
    dead.send({ type: 'Ping', request_id: 'unheard' });
    const alive = await enter();
    alive.send({ type: 'Ping', request_id: 'heard' });
    await alive.next('Pong');
    expect(chat.received).toEqual([{ type: 'Ping', request_id: 'heard' }]);
    expect(dead.frames.map(({ type }) => type)).toEqual(['Welcome']);
    expect(chat.connections).toHaveLength(2);
  });

  it('send text that no server may send', async () => {
    const texts: unknown[] = [];
    const socket = new WebSocket(chat.url);
    const both = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => texts.push(data) === 2 && resolve());
    });
    await chat.until(() => chat.connections.length === 1);
    chat.sendRaw('{"half":');
    await both;
    expect(texts[1]).toBe('{"half":');
  });

  it('follow at most 50 conversations each', async () => {
    const socket = await enter();
    for (let count = 0; count < 51; count += 1) {
      socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: chat.seed({ messages: [] }).id });
    }
    await expect(socket.next('Error')).resolves.toMatchObject({ code: 'limit_exceeded' });
    expect(socket.frames.filter(({ type }) => type === 'Subscribed')).toHaveLength(50);
  });

  it('are told who signs in, and take what the anonymous user began with them', async () => {
    const socket = await enter();
    socket.send(question('hi'));
    const { conversation_id } = await socket.next('Complete');
    const token = chat.tokenFor('ada');
    socket.send({ type: 'Authenticate', token });
    await expect(socket.next('Authenticated')).resolves.toMatchObject({ user_id: 'ada' });
    const elsewhere = await enter();
    elsewhere.send({ type: 'Authenticate', token });
    elsewhere.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await expect(elsewhere.next('Subscribed')).resolves.toMatchObject({ conversation_id });
  });
});

describe('a mock server whose sockets come with a cookie', () => {
  const { chat, enter } = mockNetwork({ userId: 'ada' });

  it('welcomes the same user each time, without a token', async () => {
    const socket = await enter();
    await enter();
    expect(chat.connections.map(({ userId }) => userId)).toEqual(['ada', 'ada']);
    expect(socket.frames[0]).not.toHaveProperty('token');
  });
});

describe('waiting for a mock server', () => {
  const { chat, enter } = mockNetwork();

  it('finds a frame that has come, and one that is to come', async () => {
    const socket = await enter();
    const toCome = chat.waitFor((frame) => frame.type === 'Message');
    const id = v4();
    socket.send(question('hi', { id }));
    expect((await toCome).id).toBe(id);
    expect((await chat.waitFor((frame) => frame.type === 'Message')).id).toBe(id);
  });

  it('passes on what a condition throws', async () => {
    await expect(
      chat.until(() => {
        throw new Error('Never');
      }),
    ).rejects.toThrow('Never');
  });

  it('says what is missing where there is no conversation yet', () => {
    expect(() => chat.conversation()).toThrow(/no conversation.*Wait for the Message first/);
  });
});
