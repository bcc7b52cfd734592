import fc from 'fast-check';
import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { question } from './chat-socket.ts';
import { ask, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§7 Errors and close codes', (server) => {
  it.each(['', 'nonsense', '{"type":', 'null', '"Ping"', '["Ping"]', '7'])(
    'R7.1 answers %j with bad_json, and stays open',
    async (text) => {
      const socket = await server.enter();
      socket.sendRaw(text);
      expect(await socket.next('Error')).toMatchObject({
        layer: 'transport',
        code: 'bad_json',
        retryable: false,
        message: expect.any(String),
      });
      socket.send({ type: 'Ping' });
      await expect(socket.next('Pong')).resolves.toEqual({ type: 'Pong' });
    },
  );

  it.each(['{}', '{"type":7}', '{"type":"Dance"}', '{"type":"__proto__"}', '{"type":"MessageAdded"}'])(
    'R7.1, R10.1 answers %s with unknown_type, and stays open',
    async (text) => {
      const socket = await server.enter();
      socket.sendRaw(text);
      expect(await socket.next('Error')).toMatchObject({ layer: 'message', code: 'unknown_type', retryable: false });
      socket.send({ type: 'Ping' });
      await expect(socket.next('Pong')).resolves.toEqual({ type: 'Pong' });
    },
  );

  it.each([
    ['id', { type: 'Message', id: 7, content: 'Hi' }],
    ['content', { type: 'Message', id: v4() }],
    ['use_reasoning', { type: 'Message', id: v4(), content: 'Hi', use_reasoning: 'yes' }],
    ['scope', { type: 'Subscribe', scope: 'weather' }],
    ['last_sync_id', { type: 'Subscribe', scope: 'chat', conversation_id: v4(), last_sync_id: -1 }],
    ['limit', { type: 'History', conversation_id: v4(), before: v4(), limit: 1.5 }],
    ['token', { type: 'Authenticate', token: '' }],
  ])('R7.1 names the field %s that is invalid', async (field, frame) => {
    const socket = await server.enter();
    socket.sendRaw(JSON.stringify({ ...frame, request_id: 'r' }));
    const error = await socket.next('Error');
    expect(error).toMatchObject({ layer: 'message', code: 'invalid_field', retryable: false, request_id: 'r' });
    expect(error.message).toContain(field);
  });

  it('R7.3 closes with 4400 after many bad frames', async () => {
    const socket = await server.enter();
    for (let frame = 0; frame < 40; frame += 1) socket.sendRaw('nonsense');
    expect(await socket.closed).toBe(4400);
  });

  it('R7.3 does not close for frames of unknown type', async () => {
    const socket = await server.enter();
    for (let frame = 0; frame < 30; frame += 1) socket.sendRaw('{"type":"Dance"}');
    socket.send({ type: 'Ping' });
    await expect(socket.next('Pong')).resolves.toEqual({ type: 'Pong' });
  });
});

describeSection('§8 Limits', (server) => {
  it('R8.1 closes with 1009 for a frame of more than max_frame_bytes', async () => {
    const socket = server.open();
    const { max_frame_bytes } = await socket.next('Welcome');
    socket.sendRaw(JSON.stringify({ type: 'Message', id: v4(), content: 'x'.repeat(max_frame_bytes) }));
    expect(await socket.closed).toBe(1009);
  });

  it('R8.3 takes 256 KiB of content, and not a byte more', async () => {
    const socket = await server.enter();
    const content = '€'.repeat((256 * 1024 - 1) / 3) + '.';
    await ask(socket, content);
    socket.send({ type: 'Message', id: v4(), content: `${content}.` });
    expect(await socket.next('Error')).toMatchObject({ code: 'too_large', retryable: false });
  });

  it('R8.3 ends an answer at 1 MiB of text', async () => {
    const socket = await server.enter();
    await ask(socket, 'Go on for ever');
    const run = await server.nextRun();
    let length = 0;
    while (length < 1024 * 1024) {
      run.write('x'.repeat(64 * 1024));
      const wanted = length + 64 * 1024;
      while (length < wanted) length += (await socket.next('Update')).delta.content?.length ?? 0;
    }
    run.write('x');
    expect(await socket.next('Complete')).toMatchObject({ status: 'complete', finish_reason: 'length' });
    expect(length).toBe(1024 * 1024);
  });

  it('R8.6 lets 64 messages wait behind an answer that has not ended, and loses none of them', async () => {
    const socket = await server.enter();
    const { conversationId, answer } = await turn(server, socket, 'Before');
    const later = { conversation_id: conversationId };
    const unfinished = await ask(socket, 'Now', later);
    const run = await server.nextRun();
    const refused = { code: 'limit_exceeded', retryable: false, conversation_id: conversationId };
    let last = unfinished;
    for (let waiting = 0; waiting < 64; waiting += 2) {
      server.pass(1000);
      last = await ask(socket, 'Later', later);
    }
    server.pass(1000);
    socket.send(question('One more', later));
    expect(await socket.next('Error')).toMatchObject(refused);
    socket.send({ type: 'Regenerate', id: v4(), conversation_id: conversationId, message_id: answer.message.id });
    expect(await socket.next('Error')).toMatchObject(refused);
    socket.send(last.frame);
    expect(await socket.next('MessageAdded')).toMatchObject({ message: { id: last.frame.id } });

    run.complete();
    await socket.next('Complete');
    await ask(socket, 'One more', later);
  });

  it('R8.6 lets 2 Mi characters wait', async () => {
    const socket = await server.enter();
    const { conversationId } = await ask(socket, 'Now');
    const later = { conversation_id: conversationId };
    for (let waiting = 0; waiting < 8; waiting += 1) await ask(socket, 'x'.repeat(256 * 1024), later);
    socket.send(question('One more', later));
    expect(await socket.next('Error')).toMatchObject({ code: 'limit_exceeded' });
  });
});

describeSection('§11 Security', (server) => {
  it('R11.4 survives any text, and other sockets notice nothing', async () => {
    const bystander = await server.enter();
    const { conversationId } = await turn(server, bystander, 'Here');
    const frame = fc.record(
      {
        type: fc.constantFrom('Subscribe', 'Unsubscribe', 'Message', 'Regenerate', 'Cancel', 'Approve', 'History', 'Authenticate', 'Ping'),
        conversation_id: fc.oneof(fc.constant(conversationId), fc.uuid(), fc.jsonValue()),
        message_id: fc.oneof(fc.uuid(), fc.jsonValue()),
        id: fc.oneof(fc.uuid(), fc.jsonValue()),
        content: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        request_id: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      frame.map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const socket = server.open();
        await socket.next('Welcome');
        for (const each of texts) socket.sendRaw(each);
        socket.send({ type: 'Ping', request_id: 'still there' });
        await Promise.race([socket.next('Pong', ({ request_id }) => request_id === 'still there').catch(() => undefined), socket.closed]);
        await socket.close();
      }),
      { numRuns: 20 },
    );
    const asked = await ask(bystander, 'Still here', { conversation_id: conversationId });
    expect(asked.answer.message.status).toBe('pending');
  });
});
