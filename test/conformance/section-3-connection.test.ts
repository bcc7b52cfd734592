import { expect, it } from 'vitest';
import { ask, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§3 Connection', (server) => {
  it('R3.1 answers a binary frame as text that is no JSON', async () => {
    const socket = await server.enter();
    socket.sendRaw(new TextEncoder().encode('{"type":"Ping"}'));
    expect(await socket.next('Error')).toMatchObject({ code: 'bad_json' });
  });

  it('R3.2 speaks chat.v1 with a client that offers it', async () => {
    const socket = server.open(['chat.v1']);
    await socket.next('Welcome');
    expect(socket.protocol()).toBe('chat.v1');
  });

  it('R3.2 speaks chat.v1 with a client that offers it among others', async () => {
    await expect(server.open(['chat.v9', 'chat.v1']).next('Welcome')).resolves.toMatchObject({ protocol: 1 });
  });

  it('R3.2 speaks chat.v1 with a client that offers nothing', async () => {
    await expect(server.open().next('Welcome')).resolves.toMatchObject({ protocol: 1 });
  });

  it('R3.2, R3.4 closes with 4406 behind an Error where only unknown protocols are offered', async () => {
    const socket = server.open(['chat.v9']);
    expect(await socket.closed).toBe(4406);
    expect(socket.frames).toEqual([expect.objectContaining({ type: 'Error' })]);
  });

  it('R3.3 sends Welcome first', async () => {
    const socket = await server.enter();
    expect(socket.frames[0]).toEqual({
      type: 'Welcome',
      connection_id: expect.any(String),
      protocol: 1,
      user_id: socket.userId,
      token: socket.token,
      now: expect.any(Number),
      heartbeat_ms: expect.any(Number),
      max_frame_bytes: expect.any(Number),
    });
  });

  it('R3.5 answers the frames of one socket in the order sent', async () => {
    const socket = await server.enter();
    for (const request_id of ['1', '2', '3']) socket.send({ type: 'Ping', request_id });
    await socket.next('Pong', ({ request_id }) => request_id === '3');
    expect(socket.frames.slice(1)).toEqual(['1', '2', '3'].map((request_id) => ({ type: 'Pong', request_id })));
  });

  it('R3.5 takes the frames behind an Authenticate as the one who it says', async () => {
    const first = await server.enter();
    const { conversationId } = await ask(first, 'Mine');
    const second = server.open();
    second.send({ type: 'Authenticate', token: first.token });
    second.send({ type: 'Subscribe', scope: 'chat', conversation_id: conversationId });
    expect(await second.next('Subscribed')).toMatchObject({ conversation_id: conversationId });
  });

  it('R3.6 answers Ping with Pong', async () => {
    const socket = await server.enter();
    socket.send({ type: 'Ping' });
    expect(await socket.next('Pong')).toEqual({ type: 'Pong' });
  });

  it('R3.9 takes each socket without credentials as a new user', async () => {
    const [first, second] = [await server.enter(), await server.enter()];
    expect(first.userId).not.toBe(second.userId);
  });

  it('R3.10 answers Authenticate, also to renew', async () => {
    const socket = await server.enter();
    socket.send({ type: 'Authenticate', token: socket.token, request_id: 'who' });
    expect(await socket.next('Authenticated')).toMatchObject({ user_id: socket.userId, request_id: 'who' });
    socket.send({ type: 'Ping' });
    await socket.next('Pong');
    socket.send({ type: 'Authenticate', token: socket.token });
    expect(await socket.next('Authenticated')).toMatchObject({ user_id: socket.userId });
  });

  it('R3.10 closes with 4401 behind an Error where a token is not valid', async () => {
    const socket = await server.enter();
    socket.send({ type: 'Authenticate', token: `${socket.token}x` });
    expect(await socket.next('Error')).toMatchObject({ code: 'unauthorized', retryable: false });
    expect(await socket.closed).toBe(4401);
  });

  it('R3.9, R3.11 gives a user back what was theirs, by the token of an earlier socket', async () => {
    const first = await server.enter();
    const { conversationId } = await turn(server, first, 'Remember me');
    await first.close();
    const second = await server.enter(first.token);
    expect(second.userId).toBe(first.userId);
    expect(await subscribe(second, conversationId)).toMatchObject({ conversation_id: conversationId });
  });

  it('R3.14 names the anonymous user who has signed in, whose conversations are there and whose sockets are not', async () => {
    const before = await server.enter();
    const { conversationId } = await turn(server, before, 'Keep me');
    const after = await server.signIn(before);
    const { user_id, previous_user_id, token } = await after.next('Welcome');
    expect(previous_user_id).toBe(before.userId);
    expect(user_id).not.toBe(before.userId);
    expect(token).toBeUndefined();
    expect(await before.closed).toBe(4401);
    expect(await subscribe(after, conversationId)).toMatchObject({ conversation_id: conversationId });
  });

  it('R3.14 names nobody in other sessions', async () => {
    expect(await server.open().next('Welcome')).not.toHaveProperty('previous_user_id');
  });

  it('R3.12 closes with 4403 behind an Error where a socket would change its user', async () => {
    const [first, second] = [await server.enter(), await server.enter()];
    second.send({ type: 'Ping' });
    await second.next('Pong');
    second.send({ type: 'Authenticate', token: first.token });
    expect(await second.next('Error')).toMatchObject({ code: 'forbidden' });
    expect(await second.closed).toBe(4403);
  });
});
