import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { meOf, openSignInChat } from './sign-in-fixture.ts';

/** Asks with headers that no browser would send, and resolves to the status. */
function statusOf(url: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a request that nobody means well', () => {
  it.each([
    '/auth/',
    '/auth//callback',
    '/auth/__proto__',
    '/auth/constructor/callback',
    '/auth/%ff%fe',
    '/auth/github/callback',
    '/auth/github/callback?state=%00',
    '/auth/github/callback?state=a&state=b&code[]=c',
    `/auth/github/callback?state=${'A'.repeat(43)}&code=${'x'.repeat(8000)}`,
    `/auth/github?return_to=${'/'.repeat(8000)}`,
    '/auth/sessions/..%2f..%2f',
  ])('is answered, and nobody is signed in by it: %s', async (path) => {
    const chat = await openSignInChat();

    expect((await chat.browser.ask(chat.url + path)).status).toBeLessThan(500);
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });

  it.each([
    { host: 'evil.example' },
    { host: '"><script>' },
    { cookie: `chat_sign_in=${'A'.repeat(43)}; chat_session_00000000=${'A'.repeat(43)}` },
    { cookie: '=;;;===; chat_sign_in=' },
    { authorization: `Bearer ${'A'.repeat(43)}` },
    { 'x-forwarded-proto': 'javascript' },
    { 'user-agent': '<script>'.repeat(500) },
  ])('is answered whatever its headers are: %j', async (headers) => {
    const chat = await openSignInChat();

    for (const path of ['/', '/auth/me', '/auth/sessions', '/auth/github', `/auth/github/callback?state=${'A'.repeat(43)}`]) {
      expect(await statusOf(chat.url, path, { accept: 'text/html', ...headers })).toBeLessThan(500);
    }
    expect(await meOf(chat, chat.browser)).toMatchObject({ user: null });
  });
});
