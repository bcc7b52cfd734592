import { describe, expect, it } from 'vitest';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { createCookieBrowser } from '../../support/cookie-browser.ts';
import { connect, connected } from '../../support/raw-client.ts';
import { ask } from '../chat-fixture.ts';
import { meOf, openSignInChat, openSocketOf, userOf, type SignInChat } from './sign-in-fixture.ts';

interface ListedSession {
  readonly id: string;
  readonly is_current: boolean;
  readonly device: string | null;
}

async function sessionsOf({ url }: SignInChat, browser: SignInChat['browser']): Promise<ListedSession[]> {
  const { sessions } = (await (await browser.ask(`${url}/auth/sessions`)).json()) as { sessions: ListedSession[] };
  return sessions;
}

/** A chat, and a phone of the same person. */
async function twoDevices() {
  const chat = await openSignInChat();
  const phone = createCookieBrowser();
  await chat.browser.visit(`${chat.url}/auth/github`);
  await phone.visit(`${chat.url}/auth/github`);
  return { chat, phone };
}

describe('the sessions of a user', () => {
  it('are listed, the one that asks among them, with nothing that would let anybody in', async () => {
    const { chat, phone } = await twoDevices();

    const sessions = await sessionsOf(chat, phone);

    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ is_current }) => is_current)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toMatch(/token|hash/);
  });

  it('R3.15: can be ended from another device, and their sockets close with 4401 at once', async () => {
    const { chat, phone } = await twoDevices();
    const lost = await openSocketOf(chat, phone);
    const kept = await openSocketOf(chat, chat.browser);
    const other = (await sessionsOf(chat, chat.browser)).find(({ is_current }) => !is_current);

    const answer = await chat.browser.ask(`${chat.url}/auth/sessions/${other?.id}`, { method: 'DELETE', headers: { origin: chat.url } });

    expect(answer.status).toBe(204);
    expect(await lost.next('Error')).toMatchObject({ code: 'unauthorized', retryable: false });
    expect(await lost.closed).toBe(4401);
    expect(await meOf(chat, phone)).toMatchObject({ user: null });
    kept.send({ type: 'Ping' });
    await kept.next('Pong');
  });

  it.each(['that of somebody else', 'one that is none'])('cannot be ended by a stranger: %s', async (which) => {
    const { chat } = await twoDevices();
    const stranger = createCookieBrowser();
    await stranger.visit(`${chat.url}/`);
    const [own] = await sessionsOf(chat, chat.browser);
    const id = which === 'one that is none' ? crypto.randomUUID() : own?.id;

    const answer = await stranger.ask(`${chat.url}/auth/sessions/${id}`, { method: 'DELETE', headers: { origin: chat.url } });

    expect(answer.status).toBe(404);
    expect(await sessionsOf(chat, chat.browser)).toHaveLength(2);
  });

  it('are fifty at most: the one that was not used for longest ends', async () => {
    let now = Date.now();
    const chat = await openSignInChat({ environment: { ...systemEnvironment, now: () => now } });
    const first = createCookieBrowser();
    await first.visit(`${chat.url}/auth/github`);
    for (let count = 0; count < 50; count += 1) {
      now += 60_000;
      await chat.browser.visit(`${chat.url}/auth/github`);
      chat.browser.forget(chat.url);
    }
    await chat.browser.visit(`${chat.url}/auth/github`);

    expect(await sessionsOf(chat, chat.browser)).toHaveLength(50);
    expect(await meOf(chat, first)).toMatchObject({ user: null });
  });

  it('name a browser in two words, and keep no more of it', async () => {
    const chat = await openSignInChat();
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    await chat.browser.ask(chat.url, { headers: { accept: 'text/html', 'user-agent': agent } });

    expect(await sessionsOf(chat, chat.browser)).toMatchObject([{ device: 'Firefox, Linux' }]);
  });

  it('are no one else’s to see without a cookie', async () => {
    const { chat } = await twoDevices();

    expect(await sessionsOf(chat, createCookieBrowser())).toEqual([]);
  });
});

describe('signing out', () => {
  it('R3.15: ends the session, closes its sockets and leaves nobody’s conversations behind', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/auth/github`);
    const socket = await openSocketOf(chat, chat.browser);
    const { conversation_id } = await ask(socket, 'Mine');
    const copy = chat.browser.cookies(chat.url);

    const answer = await chat.browser.ask(`${chat.url}/auth/logout`, { method: 'POST', headers: { origin: chat.url } });

    expect(answer.status).toBe(204);
    expect(await socket.next('Error')).toMatchObject({ code: 'unauthorized', retryable: false });
    expect(await socket.closed).toBe(4401);
    expect(chat.browser.cookies(chat.url)).toBe('');
    const after = await connected(chat.url, { headers: { cookie: copy } });
    after.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    expect(await after.next('Error')).toMatchObject({ code: 'not_found' });
  });

  it.each(['https://evil.example', 'null'])('is not for a page of %s', async (origin) => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/auth/github`);

    const answer = await chat.browser.ask(`${chat.url}/auth/logout`, { method: 'POST', headers: { origin } });

    expect(answer.status).toBe(403);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { name: 'The Octocat' } });
  });

  it('is no link', async () => {
    const chat = await openSignInChat();
    await chat.browser.visit(`${chat.url}/auth/github`);
    await chat.browser.visit(`${chat.url}/auth/logout`);

    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { name: 'The Octocat' } });
  });
});

describe('a session', () => {
  const dayMs = 24 * 60 * 60_000;

  it('lasts for as long as it is used, and ends when it has not been', async () => {
    let lateMs = 0;
    const chat = await openSignInChat({ environment: { ...systemEnvironment, now: () => Date.now() + lateMs } });
    await chat.browser.visit(`${chat.url}/auth/github`);

    lateMs = 29 * dayMs;
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { name: 'The Octocat' } });
    lateMs = 58 * dayMs;
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: { name: 'The Octocat' } });
    lateMs = 89 * dayMs;
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });

  it.each(['expired', 'revoked'])('that is %s is refused with 4401 as a token, and a stranger’s as a cookie', async (why) => {
    let lateMs = 0;
    const chat = await openSignInChat({ environment: { ...systemEnvironment, now: () => Date.now() + lateMs } });
    await chat.browser.visit(`${chat.url}/auth/github`);
    const cookie = chat.browser.cookies(chat.url);
    const token = cookie.split('=')[1] ?? '';
    if (why === 'expired') lateMs = 30 * dayMs;
    else await chat.browser.ask(`${chat.url}/auth/logout`, { method: 'POST', headers: { origin: chat.url } });
    const socket = await connected(chat.url);
    socket.send({ type: 'Authenticate', token });

    expect(await connect(chat.url, { headers: { authorization: `Bearer ${token}` } }).closed).toBe(4401);
    expect(await socket.closed).toBe(4401);
    expect((await connect(chat.url, { headers: { cookie } }).next('Welcome')).token).toBeDefined();
  });

  it('of a page that opens no socket is gone after an hour', async () => {
    let lateMs = 0;
    const chat = await openSignInChat({ environment: { ...systemEnvironment, now: () => Date.now() + lateMs } });
    await chat.browser.visit(chat.url);
    lateMs = dayMs / 24;

    expect((await connect(chat.url, { headers: { cookie: chat.browser.cookies(chat.url) } }).next('Welcome')).token).toBeDefined();
  });

  it('has a cookie that is Secure where the proxy in front says https, and is believed', async () => {
    const told = { headers: { accept: 'text/html', 'x-forwarded-proto': 'https' } };
    const trusting = await openSignInChat({ trustProxy: true });
    const wary = await openSignInChat();

    const [secure = ''] = (await fetch(trusting.url, told)).headers.getSetCookie();
    const [plain = ''] = (await fetch(wary.url, told)).headers.getSetCookie();

    expect(secure).toMatch(/^__Host-chat_session_\w{8}=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
    expect(plain).toMatch(/^chat_session_\w{8}=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  });
});

describe('a socket that signs in', () => {
  /** A token of a known user, as one who keeps no cookies would have it. */
  async function knownToken(chat: SignInChat): Promise<string> {
    await chat.browser.visit(`${chat.url}/auth/github`);
    return /chat_session_\w+=([\w-]+)/.exec(chat.browser.cookies(chat.url))?.[1] ?? '';
  }

  it('R3.12 becomes the known user: conversations move first, subscriptions stay, other sockets of the anonymous one close', async () => {
    const chat = await openSignInChat();
    const token = await knownToken(chat);
    const { conversation_id } = await ask(chat.client, 'Mine');
    const answer = await chat.model.next();
    const anonymous = chat.client.received[0];
    const other = await connected(chat.url, {
      headers: { authorization: `Bearer ${anonymous?.type === 'Welcome' ? anonymous.token : ''}` },
    });

    chat.client.send({ type: 'Authenticate', token });
    const { user_id } = await chat.client.next('Authenticated');
    answer.write('Still yours.');

    expect(await other.closed).toBe(4401);
    expect((await chat.client.next('Update')).delta.content).toBe('Still yours.');
    const elsewhere = await openSocketOf(chat, chat.browser);
    expect(userOf(elsewhere)).toBe(user_id);
    elsewhere.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    expect(await elsewhere.next('Subscribed')).toMatchObject({ conversation_id });
  });

  it('R3.12 does not change again: 4403', async () => {
    const chat = await openSignInChat();
    const token = await knownToken(chat);
    const socket = await openSocketOf(chat, chat.browser);
    chat.github.user = { ...chat.github.user, id: 1 };
    const second = createCookieBrowser();
    await second.visit(`${chat.url}/auth/github`);
    const other = /chat_session_\w+=([\w-]+)/.exec(second.cookies(chat.url))?.[1] ?? '';

    socket.send({ type: 'Authenticate', token });
    await socket.next('Authenticated');
    socket.send({ type: 'Authenticate', token: other });

    expect(await socket.next('Error')).toMatchObject({ code: 'forbidden' });
    expect(await socket.closed).toBe(4403);
  });

  it('R9.11 follows the list of nobody any more', async () => {
    const chat = await openSignInChat();
    const token = await knownToken(chat);
    chat.client.send({ type: 'Subscribe', scope: 'conversations' }, { type: 'Authenticate', token });
    await chat.client.next('Authenticated');
    const known = await openSocketOf(chat, chat.browser);
    await ask(known, 'Of the known user');
    chat.client.send({ type: 'Ping' });
    await chat.client.next('Pong');

    expect(chat.client.received.filter(({ type }) => type === 'Scoped')).toHaveLength(1);
  });
});
