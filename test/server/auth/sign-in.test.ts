import { describe, expect, it } from 'vitest';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { createCookieBrowser } from '../../support/cookie-browser.ts';
import { startServer, temporaryFolder } from '../../support/server-fixture.ts';
import { ask, askAndAnswer } from '../chat-fixture.ts';
import { meOf, openSignInChat, openSocketOf, socketOf, userOf } from './sign-in-fixture.ts';

describe.each(['github', 'scramble'])('signing in with %s', (provider) => {
  it('makes an anonymous browser a known user, and brings it back to where it was', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/`);

    const visit = await chat.browser.visit(`${chat.url}/auth/${provider}?return_to=${encodeURIComponent('/chat?a=1#b')}`);

    expect(visit.status).toBe(200);
    expect(visit.url).toBe(`${chat.url}/chat?a=1#b`);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { provider } });
    expect(userOf(await openSocketOf(chat, chat.browser))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps the conversations of the anonymous browser', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/`);
    const before = await openSocketOf(chat, chat.browser);
    const { conversation_id } = await askAndAnswer({ ...chat, client: before }, 'Hi', 'Hello');

    await chat.browser.visit(`${chat.url}/auth/${provider}`);
    const after = await openSocketOf(chat, chat.browser);
    after.send({ type: 'Subscribe', scope: 'chat', conversation_id });

    expect((await after.next('Subscribed')).messages).toHaveLength(2);
    expect(after.received[0]).toMatchObject({ type: 'Welcome', previous_user_id: userOf(before) });
    expect(userOf(after)).not.toBe(userOf(before));
  });

  it('shows them in the list of the known user, and takes what was deleted along', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/`);
    const before = await openSocketOf(chat, chat.browser);
    const first = await askAndAnswer({ ...chat, client: before }, 'Kept', 'Yes');
    const second = await askAndAnswer({ ...chat, client: before }, 'Deleted', 'Yes');
    before.send({ type: 'Delete', conversation_id: second.conversation_id }, { type: 'Ping' });
    await before.next('Pong');

    await chat.browser.visit(`${chat.url}/auth/${provider}`);
    const after = await openSocketOf(chat, chat.browser);
    after.send({ type: 'Subscribe', scope: 'conversations' });
    const list = await after.next('Scoped');
    after.send({ type: 'Restore', conversation_id: second.conversation_id, request_id: 'back' });

    expect(JSON.stringify(list)).toContain(first.conversation_id);
    expect(JSON.stringify(list)).not.toContain(second.conversation_id);
    expect(JSON.stringify(await after.next('Scoped'))).toContain(second.conversation_id);
  });

  it('closes the sockets of the anonymous user with 4401, and its session is good for nothing more', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/`);
    const stolen = createCookieBrowser();
    stolen.setCookie(chat.url, chat.browser.cookies(chat.url));
    const before = await openSocketOf(chat, chat.browser);

    await chat.browser.visit(`${chat.url}/auth/${provider}`);

    expect(await before.next('Error')).toMatchObject({ code: 'unauthorized' });
    expect(await before.closed).toBe(4401);
    expect(userOf(await openSocketOf(chat, stolen))).not.toBe(userOf(await openSocketOf(chat, chat.browser)));
  });

  it('is the same user from another browser, whose conversations are added', async () => {
    const chat = await openSignInChat();
    const other = createCookieBrowser();
    await chat.browser.visit(`${chat.url}/auth/${provider}`);
    const first = await openSocketOf(chat, chat.browser);
    await other.visit(`${chat.url}/`);
    const { conversation_id } = await ask(await openSocketOf(chat, other), 'From my phone');

    await other.visit(`${chat.url}/auth/${provider}`);
    const second = await openSocketOf(chat, other);
    first.send({ type: 'Subscribe', scope: 'chat', conversation_id });

    expect(userOf(second)).toBe(userOf(first));
    expect((await first.next('Subscribed')).messages).toHaveLength(2);
  });

  it('D27: survives a restart of the server on the way', async () => {
    const data = temporaryFolder();
    const chat = await openSignInChat({ data });
    const callback = `${chat.url}/auth/${provider}/callback`;
    const { url } = await chat.browser.visit(`${chat.url}/auth/${provider}`, callback);
    await chat.close();
    await startServer({ ...chat.options, data, port: Number(new URL(chat.url).port) });

    expect((await chat.browser.visit(url)).status).toBe(200);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { provider } });
  });

  it('D27: tells the operator nothing personal', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/auth/${provider}`);

    expect(chat.told.join('\n')).toMatch(/somebody signed in/);
    expect(chat.told.join('\n')).not.toMatch(/octocat|alice|gho_|583231|127\.0\.0\.1/i);
  });

  it.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/.\\\\evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    '/x\r\nSet-Cookie: a=b',
  ])('brings nobody to %j', async (elsewhere) => {
    const chat = await openSignInChat();

    const visit = await chat.browser.visit(`${chat.url}/auth/${provider}?return_to=${encodeURIComponent(elsewhere)}`);

    expect(visit.url).toBe(`${chat.url}/`);
  });
});

describe('what comes back from a sign-in', () => {
  async function callbackOf(provider: string) {
    const chat = await openSignInChat();
    const callback = `${chat.url}/auth/${provider}/callback`;
    const { url } = await chat.browser.visit(`${chat.url}/auth/${provider}`, callback);
    return { chat, callback: new URL(url) };
  }

  it.each(['github', 'scramble'])('D26: is refused with a wrong state: %s', async (provider) => {
    const { chat, callback } = await callbackOf(provider);
    callback.searchParams.set('state', 'A'.repeat(43));

    expect((await chat.browser.visit(callback.href)).status).toBe(400);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });

  it.each(['github', 'scramble'])('is refused without a state: %s', async (provider) => {
    const { chat, callback } = await callbackOf(provider);
    callback.searchParams.delete('state');

    expect((await chat.browser.visit(callback.href)).status).toBe(400);
  });

  it.each(['github', 'scramble'])('is good once: %s', async (provider) => {
    const { chat, callback } = await callbackOf(provider);
    const cookies = chat.browser.cookies(chat.url);
    await chat.browser.visit(callback.href);
    const again = createCookieBrowser();
    for (const cookie of cookies.split('; ')) again.setCookie(chat.url, cookie);

    expect((await again.visit(callback.href)).status).toBe(400);
    expect(await meOf(chat, again)).toMatchObject({ user: null });
  });

  it.each(['github', 'scramble'])('is good in the browser that went for it alone: %s', async (provider) => {
    const { chat, callback } = await callbackOf(provider);
    const other = createCookieBrowser();
    await other.visit(`${chat.url}/auth/${provider}`, callback.origin + callback.pathname);

    expect((await other.visit(callback.href)).status).toBe(400);
    expect(await meOf(chat, other)).toMatchObject({ user: null });
  });

  it.each(['github', 'scramble'])('is refused with a code that was used before: %s', async (provider) => {
    const { chat, callback } = await callbackOf(provider);
    await chat.browser.visit(callback.href);
    const other = createCookieBrowser();
    const second = new URL((await other.visit(`${chat.url}/auth/${provider}`, callback.origin + callback.pathname)).url);
    second.searchParams.set('code', callback.searchParams.get('code') ?? '');

    expect((await other.visit(second.href)).status).toBe(400);
    expect(await meOf(chat, other)).toMatchObject({ user: null });
  });

  it('is refused after ten minutes', async () => {
    let lateMs = 0;
    const chat = await openSignInChat({ environment: { ...systemEnvironment, now: () => Date.now() + lateMs } });
    const { url } = await chat.browser.visit(`${chat.url}/auth/github`, `${chat.url}/auth/github/callback`);
    lateMs = 10 * 60_000;

    expect((await chat.browser.visit(url)).status).toBe(400);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });

  it('is refused from another provider than the one that was gone to', async () => {
    const { chat, callback } = await callbackOf('scramble');
    callback.pathname = '/auth/github/callback';

    expect((await chat.browser.visit(callback.href)).status).toBe(400);
  });

  it('says in plain words that it did not work, and shows nothing that a stranger wrote', async () => {
    const { chat, callback } = await callbackOf('scramble');
    callback.searchParams.set('state', '<script>alert(1)</script>');

    const visit = await chat.browser.visit(callback.href);
    const html = await visit.text();

    expect(html).toContain('You are not signed in');
    expect(html).not.toContain('script');
    expect(visit.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  });

  it('is nothing but a way back for somebody who has changed their mind', async () => {
    const { chat, callback } = await callbackOf('scramble');
    const state = callback.searchParams.get('state') ?? '';

    const visit = await chat.browser.visit(`${chat.url}/auth/scramble/callback?error=access_denied&state=${state}`);

    expect(visit).toMatchObject({ status: 200, url: `${chat.url}/` });
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });
});

describe('D26: an ID token', () => {
  const hour = 3600;
  const now = () => Math.floor(Date.now() / 1000);

  it.each([
    ['for another application', { claims: { aud: 'another' } }],
    ['for several, by order of another', { claims: { aud: ['chat', 'another'], azp: 'another' } }],
    ['that has expired', { claims: { exp: now() - hour, iat: now() - 2 * hour } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['with the nonce of another sign-in', { claims: { nonce: 'A'.repeat(43) } }],
    ['that names nobody', { claims: { sub: undefined } }],
    ['signed with another key', { isSignedByOthers: true }],
  ])('%s is refused', async (_, forgery) => {
    const chat = await openSignInChat();
    chat.scramble.forgeNext(forgery);

    const visit = await chat.browser.visit(`${chat.url}/auth/scramble`);

    expect(visit.status).toBe(400);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
    expect(chat.told.join('\n')).toContain('"failure":"refused"');
  });

  it('with everything in order is taken, and of what it says the harmless part', async () => {
    const chat = await openSignInChat();
    chat.scramble.forgeNext({ claims: { name: 'A <b>pseudonym</b>', picture: 'javascript:alert(1)' } });

    await chat.browser.visit(`${chat.url}/auth/scramble`);

    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { name: 'A <b>pseudonym</b>', avatar_url: null } });
  });
});

describe('a provider', () => {
  it('that does not answer is said to be away, and nothing else suffers', async () => {
    const chat = await openSignInChat();
    await chat.scramble.close();

    expect((await chat.browser.visit(`${chat.url}/auth/scramble`)).status).toBe(502);
    expect((await chat.browser.visit(`${chat.url}/auth/github`)).status).toBe(200);
  });

  it.each(['github', 'scramble'] as const)('that is gone when a browser comes back from it is said to be away: %s', async (which) => {
    const chat = await openSignInChat();
    const { url } = await chat.browser.visit(`${chat.url}/auth/${which}`, `${chat.url}/auth/${which}/callback`);
    await chat[which].close();

    expect((await chat.browser.visit(url)).status).toBe(502);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });

  it('is offered by what the environment says, and none without it', async () => {
    const chat = await openSignInChat();
    const offered = [
      { id: 'github', name: 'GitHub', url: '/auth/github' },
      { id: 'scramble', name: 'Scramble', url: '/auth/scramble' },
    ];

    expect(await meOf(chat, chat.browser)).toEqual({ user: null, providers: offered });
    expect(await meOf(await openSignInChat({ signIn: [] }), chat.browser)).toEqual({ user: null, providers: [] });
  });
});

describe('a stranger', () => {
  it('is told after many attempts that there were too many', async () => {
    const chat = await openSignInChat();
    const visits = await Promise.all(
      Array.from({ length: 40 }, () => createCookieBrowser().visit(`${chat.url}/auth/github`, chat.github.url)),
    );

    expect(visits.filter(({ status }) => status === 429).length).toBeGreaterThan(5);
  });

  it('has no socket of anybody by a sign-in cookie', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/auth/github`, chat.github.url);
    const welcome = await socketOf(chat, chat.browser).next('Welcome');

    expect(welcome.token).toBeDefined();
  });
});
