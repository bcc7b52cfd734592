import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { systemEnvironment } from '../../src/server/environment.ts';
import { connect, connected, type RawClient } from '../support/raw-client.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';
import { ask, askAndAnswer, openChat, tokenOf } from './chat-fixture.ts';

async function welcomeOf(client: RawClient) {
  return client.next('Welcome');
}

/** The cookie that a 101 sets, as the next request sends it. */
function cookieOf(client: RawClient): string {
  return [client.upgradeHeaders()['set-cookie'] ?? ''].flat().join().split(';')[0] ?? '';
}

describe('who someone is', () => {
  it('is someone new without credentials, with a cookie and a token to come back with', async () => {
    const { url } = await startServer();
    const client = connect(url);
    const welcome = await welcomeOf(client);

    const byCookie = await welcomeOf(connect(url, { headers: { cookie: `other=1; ${cookieOf(client)}` } }));
    const byToken = await welcomeOf(connect(url, { headers: { authorization: `Bearer ${welcome.token}` } }));

    expect(welcome).toMatchObject({
      protocol: 1,
      heartbeat_ms: 20_000,
      max_frame_bytes: 512 * 1024,
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(byCookie.user_id).toBe(welcome.user_id);
    expect(byToken.user_id).toBe(welcome.user_id);
    expect(byCookie.token).toBeUndefined();
    expect(String(client.upgradeHeaders()['set-cookie'])).toMatch(/Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  });

  it.each(['session=1', 'NAME=1', 'NAME=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', "NAME=' or 1=1 --", 'NAME='])(
    'D25: is not what a forged cookie says: %s',
    async (forged) => {
      const { url } = await startServer();
      const name = cookieOf(await connected(url)).split('=')[0] ?? '';

      const welcome = await welcomeOf(connect(url, { headers: { cookie: forged.replace('NAME', name) } }));

      expect(welcome.user_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(welcome.token).toBeDefined();
    },
  );

  it('D25: is refused with 4401 for a forged token', async () => {
    const { url } = await startServer();
    const token = tokenOf(await connected(url));
    const forged = [...token].toReversed().join('');

    const client = connect(url, { headers: { authorization: `Bearer ${forged}` } });

    expect(await client.next('Error')).toMatchObject({ code: 'unauthorized' });
    expect(await client.closed).toBe(4401);
  });

  it('R11.1: is not told by an address', async () => {
    const { url } = await startServer();
    const { user_id, token } = await welcomeOf(connect(url));

    const stranger = await welcomeOf(connect(url, { path: `/ws?token=${token}&access_token=${token}` }));

    expect(stranger.user_id).not.toBe(user_id);
    expect(stranger.token).toBeDefined();
  });

  it('is told by Authenticate as the first frame, and what is behind it waits for it', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'Hi', 'Hello');
    const again = await connected(chat.url);

    again.send(
      { type: 'Authenticate', token: tokenOf(chat.client), request_id: 'who' },
      { type: 'Subscribe', scope: 'chat', conversation_id },
    );

    const welcome = chat.client.received[0];
    const user_id = welcome?.type === 'Welcome' ? welcome.user_id : '';
    expect(await again.next('Authenticated')).toMatchObject({ user_id, expires_at: expect.any(Number), request_id: 'who' });
    expect((await again.next('Subscribed')).messages).toHaveLength(2);
  });

  it('leaves nothing of the new user that its socket was until then', async () => {
    const chat = await openChat();
    const again = await connected(chat.url);
    again.send({ type: 'Authenticate', token: tokenOf(chat.client) });
    await again.next('Authenticated');

    expect(await connect(chat.url, { headers: { authorization: `Bearer ${tokenOf(again)}` } }).closed).toBe(4401);
    again.send({ type: 'Ping' });
    await again.next('Pong');
  });

  it('can be said again to renew', async () => {
    const { client } = await openChat();

    client.send({ type: 'Ping' }, { type: 'Authenticate', token: tokenOf(client) });

    expect(await client.next('Authenticated')).toMatchObject({ expires_at: expect.any(Number) });
  });

  it('does not change later: 4403', async () => {
    const chat = await openChat();
    const token = tokenOf(await connected(chat.url));
    await ask(chat.client, 'Hi');

    chat.client.send({ type: 'Authenticate', token });

    expect(await chat.client.next('Error')).toMatchObject({ code: 'forbidden' });
    expect(await chat.client.closed).toBe(4403);
  });

  it('is refused with 4401 for a token that is none', async () => {
    const client = await connected((await startServer()).url);

    client.send({ type: 'Authenticate', token: 'me' }, { type: 'Ping' });

    expect(await client.next('Error')).toMatchObject({ code: 'unauthorized' });
    expect(await client.closed).toBe(4401);
    expect(client.received.some(({ type }) => type === 'Pong')).toBe(false);
  });

  it('stays the same when the server starts again with its data, and not with another secret', async () => {
    const data = temporaryFolder();
    const first = await startServer({ data });
    const headers = { authorization: `Bearer ${tokenOf(await connected(first.url))}` };
    await first.close();

    const second = await startServer({ data });
    await connected(second.url, { headers });
    await second.close();
    const third = await startServer({ data, sessionSecret: 'another secret of sufficient length' });

    expect(await connect(third.url, { headers }).closed).toBe(4401);
  });

  it('is settled by the first page view', async () => {
    const { url } = await startServer({ page: (_, response) => response.end('<!doctype html>') });

    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
    const script = await fetch(`${url}/main.js`);
    const [cookie = ''] = page.headers.getSetCookie();
    const welcome = await welcomeOf(connect(url, { headers: { cookie: cookie.split(';', 1).join() } }));

    expect(welcome.token).toBeUndefined();
    expect(script.headers.getSetCookie()).toEqual([]);
  });

  it('is settled by the socket for those who look at very many pages', async () => {
    const environment = { ...systemEnvironment, now: () => 1_700_000_000_000 };
    const { url } = await startServer({ page: (_, response) => response.end('<!doctype html>'), environment });
    const views = await Promise.all(Array.from({ length: 200 }, () => fetch(url, { headers: { accept: 'text/html' } })));
    const sessions = views.filter(({ headers }) => headers.getSetCookie().length > 0);

    expect(views.every(({ status }) => status === 200)).toBe(true);
    expect(sessions).toHaveLength(100);
    expect((await welcomeOf(connect(url))).token).toBeDefined();
  });
});

describe('D25, R11.2: where someone comes from', () => {
  it.each([
    ['a page of this machine', 'http://localhost:5173'],
    ['a page of the server itself', 'OWN'],
    ['a page that is allowed', 'https://chat.example.org'],
  ])('lets in %s', async (_, origin) => {
    const { url } = await startServer({ origins: ['https://chat.example.org'] });

    await expect(welcomeOf(connect(url, { origin: origin.replace('OWN', url) }))).resolves.toMatchObject({ type: 'Welcome' });
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'https://chat.example.org.evil.example'])(
    'D25: refuses a page of %s with 4403',
    async (origin) => {
      const { url } = await startServer({ origins: ['https://chat.example.org'] });

      const client = connect(url, { origin });

      expect(await client.next('Error')).toMatchObject({ code: 'forbidden' });
      expect(await client.closed).toBe(4403);
      expect(client.upgradeHeaders()['set-cookie']).toBeUndefined();
    },
  );

  it.each([
    ['https', 'https', true],
    ['http', 'http', true],
    ['http', 'https', false],
    ['http', 'wss', false],
    // A proxy that ends encryption, and does not say so.
    ['https', 'http', true],
  ])('takes a page of its own host over %s for its own, called by %s: %j', async (page, called, isOwn) => {
    const { port } = await startServer({ host: '0.0.0.0', trustProxy: true });
    const headers = { host: 'chat.example.org', 'x-forwarded-proto': called };

    const client = connect(`http://127.0.0.1:${port}`, { origin: `${page}://chat.example.org`, headers });

    expect((await Promise.race([client.next('Welcome'), client.next('Error')])).type).toBe(isOwn ? 'Welcome' : 'Error');
  });

  it('refuses a page that reached it by another name, as DNS rebinding does', async () => {
    const { url, port } = await startServer();

    const client = connect(url, { origin: `http://evil.example:${port}`, headers: { host: `evil.example:${port}` } });

    expect(await client.closed).toBe(4403);
  });
});

describe('the subprotocol', () => {
  it.each([[['chat.v1']], [['chat.v2', 'chat.v1']], [[]]])('is chat.v1 where a client offers %j', async (protocols) => {
    const { url } = await startServer();
    const client = await connected(url, { protocols });

    expect(client.socket.protocol).toBe(protocols.length === 0 ? '' : 'chat.v1');
  });

  it('closes with 4406 where only unknown ones are offered', async () => {
    const client = connect((await startServer()).url, { protocols: ['chat.v9'] });

    expect(await client.closed).toBe(4406);
    expect(client.received.map(({ type }) => type)).toEqual(['Error']);
  });
});

describe('another path', () => {
  it('has no sockets', async () => {
    const { port } = await startServer();
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };

    const status = await new Promise((resolve, reject) => {
      request({ port, path: '/wss', headers })
        .on('response', ({ statusCode }) => resolve(statusCode))
        .on('upgrade', () => reject(new Error('upgraded')))
        .on('error', reject)
        .end();
    });

    expect(status).toBe(404);
  });
});
