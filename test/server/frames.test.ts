import { describe, expect, it } from 'vitest';
import type { ErrorFrame } from '../../src/protocol/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { connect, connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';
import { answerWith, ask, connectAgain, openChat, tokenOf } from './chat-fixture.ts';

const bad: [string, string | Uint8Array, object][] = [
  ['text that is no JSON', 'hello', { layer: 'transport', code: 'bad_json' }],
  ['JSON that is no object', '[1]', { layer: 'transport', code: 'bad_json' }],
  ['a binary frame', new Uint8Array([123, 125]), { layer: 'transport', code: 'bad_json' }],
  ['an unknown type', '{"type":"Dance","request_id":"d"}', { layer: 'message', code: 'unknown_type', request_id: 'd' }],
  [
    'a wrong field',
    '{"type":"Message","id":7}',
    { layer: 'message', code: 'invalid_field', message: 'Message: id: expected a lower-case UUID.' },
  ],
  ['a missing field', '{"type":"Cancel","request_id":"c"}', { layer: 'message', code: 'invalid_field', request_id: 'c' }],
];

describe('a frame that cannot be taken', () => {
  it.each(bad)('is answered by an Error, and the socket lives: %s', async (_, data, error) => {
    const client = await connected((await startServer()).url);

    client.sendRaw(data);
    client.send({ type: 'Ping' });

    expect(await client.next('Error')).toMatchObject({ ...error, retryable: false });
    await client.next('Pong');
  });

  it('closes with 4400 when there are too many, and other sockets notice nothing', async () => {
    const { client, model, url } = await openChat();
    const other = await connected(url);
    await ask(client, 'Hi');

    for (let n = 0; n < 11; n += 1) other.sendRaw('{');

    expect(await other.closed).toBe(4400);
    expect(other.received.filter(({ type }) => type === 'Error')).toHaveLength(11);
    await answerWith(await model.next(), client, 'Hello');
  });

  it('does not count when its type is unknown, as a later version may have it', async () => {
    const client = await connected((await startServer()).url);

    for (let n = 0; n < 30; n += 1) client.sendRaw('{"type":"Dance"}');
    client.send({ type: 'Ping' });

    expect(await client.next('Pong')).toEqual({ type: 'Pong' });
  });

  it('closes with 1009 when it is larger than max_frame_bytes', async () => {
    const { url } = await startServer();
    const client = await connected(url);
    const other = await connected(url);

    client.sendRaw(' '.repeat(512 * 1024 + 1));

    expect(await client.closed).toBe(1009);
    other.send({ type: 'Ping' });
    await other.next('Pong');
  });

  it('is not taken for one when it says nothing of what it must', async () => {
    const client = await connected((await startServer()).url);

    client.sendRaw('{"type":"Ping","__proto__":{"type":"Message"},"request_id":null}');

    expect(await client.next('Pong')).toEqual({ type: 'Pong' });
  });
});

describe('limits', () => {
  it('answers frames beyond the rate with rate_limited, and closes with 4429 when they do not stop', async () => {
    const client = await connected((await startServer()).url);

    for (let n = 0; n < 300; n += 1) client.sendRaw('{"type":"Ping","request_id":"p"}');

    expect(await client.next('Error')).toMatchObject({
      code: 'rate_limited',
      request_id: 'p',
      retryable: true,
      retry_after_ms: expect.any(Number),
    });
    expect(await client.closed).toBe(4429);
    expect(client.received.filter(({ type }) => type === 'Pong').length).toBeGreaterThanOrEqual(60);
  });

  it('R8.2: lets a user send ten messages at once and five a second, however many sockets it has', async () => {
    let now = Date.now();
    const { client, url } = await openChat({ environment: { ...systemEnvironment, now: () => now } });
    const other = await connectAgain(url, client);
    /** How many of so many messages, sent on both sockets in turn, are taken. */
    async function taken(count: number): Promise<number> {
      const refused: ErrorFrame[] = [];
      for (let n = 0; n < count; n += 1) {
        const sender = n % 2 === 0 ? client : other;
        const id = crypto.randomUUID();
        sender.send({ type: 'Message', id, content: 'Hi' }, { type: 'Ping' });
        await sender.next('Pong');
        refused.push(...sender.received.filter((frame) => frame.type === 'Error').filter(({ request_id }) => request_id === id));
      }
      expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: 'rate_limited', retry_after_ms: 200 })));
      return count - refused.length;
    }

    expect(await taken(12)).toBe(10);
    now += 1000;
    expect(await taken(7)).toBe(5);
  });

  it('takes 256 KiB of content and not a byte more', async () => {
    const { client, model } = await openChat();
    const id = crypto.randomUUID();
    await ask(client, 'é'.repeat(128 * 1024));

    client.send({ type: 'Message', id, content: `${'é'.repeat(128 * 1024)}.` });

    expect(await client.next('Error')).toMatchObject({ code: 'too_large', request_id: id });
    expect((await model.next()).request.messages[0]?.content).toHaveLength(128 * 1024);
  });

  it('lets a socket follow so many conversations, and send to no further one', async () => {
    const { client } = await openChat({ maxSubscriptions: 2 });
    const first = await ask(client, 'One');
    await ask(client, 'Two');

    client.send({ type: 'Message', id: crypto.randomUUID(), content: 'Three' });
    expect(await client.next('Error')).toMatchObject({ code: 'limit_exceeded' });
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id: first.conversation_id });
    await client.next('Subscribed');
    client.send({ type: 'Unsubscribe', scope: 'chat', conversation_id: first.conversation_id });
    await ask(client, 'Three');
  });

  it('R8.2: lets a user have twenty sockets: 4429, with when to come back', async () => {
    const { url } = await startServer();
    const first = await connected(url);
    const headers = { authorization: `Bearer ${tokenOf(first)}` };
    for (let n = 1; n < 20; n += 1) await connected(url, { headers });

    const oneMore = connect(url, { headers });
    expect(await oneMore.next('Error')).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) });
    expect(await oneMore.closed).toBe(4429);

    first.close();
    await first.closed;
    await connected(url, { headers });
  });

  it("R8.2: counts the sockets that become a user's by Authenticate, as long as they last", async () => {
    const { url } = await startServer();
    const first = await connected(url);
    const become = async () => {
      const client = await connected(url);
      client.send({ type: 'Authenticate', token: tokenOf(first) });
      return client;
    };
    const others = await Promise.all(Array.from({ length: 19 }, become));
    await Promise.all(others.map((other) => other.next('Authenticated')));

    const oneMore = await become();
    expect(await oneMore.next('Error')).toMatchObject({ code: 'rate_limited' });
    expect(await oneMore.closed).toBe(4429);

    others[0]?.close();
    await others[0]?.closed;
    await (await become()).next('Authenticated');
  });
});
