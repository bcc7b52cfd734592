import { onTestFinished } from 'vitest';
import { createGitHubOAuth, createScrambleOAuth, type ChatServerOptions, type Logger } from '../../../src/server/index.ts';
import { createCookieBrowser, type CookieBrowser } from '../../support/cookie-browser.ts';
import { startGitHubDouble, type GitHubDouble } from '../../support/github-double.ts';
import { startOpenIdServer, type OpenIdServer } from '../../support/openid-server.ts';
import { connect, connected, type RawClient } from '../../support/raw-client.ts';
import { openChat, type Chat } from '../chat-fixture.ts';

/** A chat whose people sign in at a GitHub and at a Scramble of this machine. */
export interface SignInChat extends Chat {
  readonly github: GitHubDouble;
  readonly scramble: OpenIdServer;
  readonly browser: CookieBrowser;
  /** What the server was started with. */
  readonly options: ChatServerOptions;
  /** All that the operator was told. */
  readonly told: readonly string[];
}

export async function openSignInChat(options: ChatServerOptions = {}): Promise<SignInChat> {
  const [github, scramble] = await Promise.all([startGitHubDouble(), startOpenIdServer()]);
  onTestFinished(() => void Promise.all([github.close(), scramble.close()]));
  const told: string[] = [];
  const tell = (message: string, fields: unknown) => void told.push(`${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { info: tell, error: tell };
  const { issuer } = scramble;
  const signIn = [
    createGitHubOAuth({ ...github, url: github.url, apiUrl: github.url }),
    createScrambleOAuth({ issuer, clientId: scramble.clientId, clientSecret: scramble.clientSecret }),
  ];
  const page: ChatServerOptions['page'] = (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>');
  const ownOptions = { signIn, page, logger, ...options };
  const chat = await openChat(ownOptions);
  scramble.register(`${chat.url}/auth/scramble/callback`);
  return { ...chat, options: ownOptions, github, scramble, browser: createCookieBrowser(), told };
}

/** A socket of the page that a browser shows. */
export function socketOf({ url }: Pick<Chat, 'url'>, browser: CookieBrowser): RawClient {
  return connect(url, { headers: { cookie: browser.cookies(url) } });
}

/** The same, once it was welcomed. */
export async function openSocketOf({ url }: Pick<Chat, 'url'>, browser: CookieBrowser): Promise<RawClient> {
  return connected(url, { headers: { cookie: browser.cookies(url) } });
}

/** Who a browser is to the server. */
export async function meOf({ url }: Pick<Chat, 'url'>, browser: CookieBrowser): Promise<unknown> {
  return (await browser.ask(`${url}/auth/me`)).json();
}

/** The user of a socket. */
export function userOf(client: RawClient): string {
  const welcome = client.received[0];
  if (welcome?.type !== 'Welcome') throw new Error('The socket was not welcomed.');
  return welcome.user_id;
}
