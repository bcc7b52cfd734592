import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createConnection } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Authorize } from '../../src/server/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { silentLogger, type Logger } from '../../src/server/logger.ts';
import { connect, connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';
import { ask, tokenOf } from './chat-fixture.ts';

describe('R8.5: one address', () => {
  it('is refused by HTTP 429 when it opens sockets like a flood', async () => {
    const { url } = await startServer({ upgradeBurst: 3, upgradesPerSecond: 1 });
    for (let n = 0; n < 3; n += 1) await connected(url);

    const { socket } = connect(url);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(429);
    expect(response.headers['retry-after']).toBe('1');
  });

  it('has so many anonymous sockets and no more, and another when one has gone', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 2 });
    const [first] = [await connected(url), await connected(url)];
    const third = connect(url);

    expect(await third.next('Error')).toMatchObject({ code: 'rate_limited', retryable: true, retry_after_ms: expect.any(Number) });
    expect(await third.closed).toBe(4429);
    expect(third.upgradeHeaders()['set-cookie']).toBeUndefined();

    const known = await connected(url, { headers: { authorization: `Bearer ${tokenOf(first)}` } });
    known.send({ type: 'Ping' });
    await known.next('Pong');

    first.close();
    await first.closed;
    await connected(url);
  });

  it('has ten times as many of those who come back, by a cookie or by Authenticate, and another when one has gone', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, maxSocketsPerUser: 100 });
    const first = await connected(url);
    first.close();
    await first.closed;
    const token = tokenOf(first);
    const again = () => connect(url, { headers: { authorization: `Bearer ${token}` } });
    const byFrame = await connected(url);
    byFrame.send({ type: 'Authenticate', token });
    await byFrame.next('Authenticated');
    for (let n = 1; n < 10; n += 1) await again().next('Welcome');

    const refused = again();
    expect(await refused.next('Error')).toMatchObject({ code: 'rate_limited', retryable: true, retry_after_ms: expect.any(Number) });
    expect(await refused.closed).toBe(4429);
    const unnamed = await connected(url);
    unnamed.send({ type: 'Authenticate', token });
    expect(await unnamed.closed).toBe(4429);

    byFrame.close();
    await byFrame.closed;
    await again().next('Welcome');
  });

  it('has as many sockets of people whom the application knows as they open', async () => {
    const authorize: Authorize = () => ({ userId: 'ada' });
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, maxSocketsPerUser: 100, authorize });
    const all = await Promise.all(Array.from({ length: 12 }, () => connect(url).next('Welcome')));
    expect(new Set(all.map(({ user_id }) => user_id))).toEqual(new Set(['ada']));
  });

  it('has no more of them when they all come at once', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 2 });
    const all = Array.from({ length: 20 }, () => connect(url));
    const first = await Promise.all(all.map(({ next }) => Promise.race([next('Welcome'), next('Error')])));
    expect(first.filter(({ type }) => type === 'Welcome')).toHaveLength(2);
  });

  it('makes ten times as many new users of itself at once and no more, one after another or by cookies that nobody gave it', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, environment: { ...systemEnvironment, now: () => 0 } });
    const first = await connected(url);
    first.close();
    await first.closed;
    for (let n = 1; n < 10; n += 1) {
      const { close, closed } = await connected(url, { headers: { cookie: `made_up=${n}` } });
      close();
      await closed;
    }

    for (const headers of [{}, { cookie: 'made_up=10' }]) {
      const refused = connect(url, { headers });
      expect(await refused.next('Error')).toMatchObject({ code: 'rate_limited', retryable: true, retry_after_ms: 1000 });
      expect(await refused.closed).toBe(4429);
      expect(refused.upgradeHeaders()['set-cookie']).toBeUndefined();
    }
    await connected(url, { headers: { authorization: `Bearer ${tokenOf(first)}` } });
  });

  it('has as many new users by page views as by sockets', async () => {
    const page: RequestListener = (_, response) => response.end('<!doctype html>');
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, page, environment: { ...systemEnvironment, now: () => 0 } });
    const views = await Promise.all(Array.from({ length: 20 }, () => fetch(url, { headers: { accept: 'text/html' } })));
    const cookies = views.flatMap(({ headers }) => headers.getSetCookie());

    expect(views.every(({ status }) => status === 200)).toBe(true);
    expect(cookies).toHaveLength(10);
    expect(await connect(url).closed).toBe(4429);
    await connected(url, { headers: { cookie: cookies[0]?.split(';', 1)[0] ?? '' } });
  });

  it('is not the fuller for a socket that says who it is', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 2 });
    const first = await connected(url);
    const again = await connected(url);
    again.send({ type: 'Authenticate', token: tokenOf(first) });
    await again.next('Authenticated');

    await connected(url);
    expect(await connect(url).closed).toBe(4429);
    again.close();
    await again.closed;
    expect(await connect(url).closed).toBe(4429);
  });

  it('makes no new user of a client without cookies that comes back, however often', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, environment: { ...systemEnvironment, now: () => 0 } });
    const first = await connected(url);
    first.close();
    await first.closed;
    for (let n = 0; n < 20; n += 1) {
      const again = await connected(url);
      again.send({ type: 'Authenticate', token: tokenOf(first) });
      expect(await again.next('Authenticated')).toMatchObject({ user_id: expect.any(String) });
      again.close();
      await again.closed;
    }
  });

  it('sends so many messages at once and no more, however many users it makes of itself', async () => {
    const { url } = await startServer({ messageBurst: 1, messagesPerSecond: 1, environment: { ...systemEnvironment, now: () => 0 } });
    for (let n = 0; n < 10; n += 1) await ask(await connected(url), 'One more?');
    const eleventh = await connected(url);
    eleventh.send({ type: 'Message', id: crypto.randomUUID(), content: 'And me?' });

    expect(await eleventh.next('Error')).toMatchObject({ code: 'rate_limited', retryable: true });
  });

  it('is told apart by what a trusted proxy says', async () => {
    const { url } = await startServer({ maxAnonymousSocketsPerAddress: 1, trustProxy: true });
    await connected(url, { headers: { 'x-forwarded-for': '192.0.2.1' } });
    await connected(url, { headers: { 'x-forwarded-for': '192.0.2.2' } });

    expect(await connect(url, { headers: { 'x-forwarded-for': '203.0.113.5, 192.0.2.2' } }).closed).toBe(4429);
  });
});

describe('a proxy', () => {
  const headers = { 'x-forwarded-for': '192.0.2.1' };

  it.each([
    ['whom nobody trusts is told of, once', false, 1],
    ['that is trusted is as it should be', true, 0],
  ])('%s', async (_, trustProxy, times) => {
    const info = vi.fn<Logger['info']>();
    const { url } = await startServer({ trustProxy, logger: { ...silentLogger, info } });
    for (let n = 0; n < 2; n += 1) await connected(url, { headers });
    expect(info.mock.calls.filter(([text]) => text.includes('TRUST_PROXY'))).toHaveLength(times);
  });
});

describe('a slow client', () => {
  it('that stops in the middle of a frame is let go when it shows no life, and others notice nothing', async () => {
    const { url, port } = await startServer({ heartbeatMs: 100 });
    const other = await connected(url);
    const socket = createConnection(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      'GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(socket, 'data');
    // A text frame of 1000 bytes, of which three come.
    socket.write(Buffer.from([0x81, 0xfe, 0x03, 0xe8, 0, 0, 0, 0, 0x7b, 0x22, 0x74]));
    socket.resume();
    await once(socket, 'close');

    other.send({ type: 'Ping' });
    expect(await other.next('Pong')).toEqual({ type: 'Pong' });
  });
});
