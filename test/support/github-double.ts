import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer } from './loopback-server.ts';

/** Who is signed in at the double. */
export interface GitHubUser {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly avatar_url: string;
}

/** GitHub, as far as signing in needs it: sign-in pages, tokens and the API are one server. */
export interface GitHubDouble {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next. */
  user: GitHubUser;
  /** Tokens that were given out. */
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="#6a3da0"/></svg>`;
const clientId = 'Iv1.chat';
const clientSecret = 'a secret of the chat and GitHub';

export async function startGitHubDouble(): Promise<GitHubDouble> {
  const challenges = new Map<string, string>();
  const tokens: string[] = [];

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    const code = randomBytes(10).toString('hex');
    challenges.set(code, searchParams.get('code_challenge') ?? '');
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = String(new URLSearchParams({ code, state: searchParams.get('state') ?? '' }));
    response.writeHead(302, { location: back.href }).end();
  }

  /** GitHub says no with status 200. */
  function exchange(form: URLSearchParams): object {
    const code = form.get('code') ?? '';
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = form.get('client_secret') === clientSecret && challenges.get(code) === challenge;
    challenges.delete(code);
    if (!isRight) return { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' };
    const token = `gho_${randomBytes(18).toString('hex')}`;
    tokens.push(token);
    return { access_token: token, scope: 'read:user', token_type: 'bearer' };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://double');
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/login/oauth/authorize') return authorize(url, response);
    if (url.pathname === '/login/oauth/access_token') return void json(200, exchange(new URLSearchParams(await textOf(request))));
    const isKnown = tokens.some((token) => request.headers.authorization === `Bearer ${token}`);
    if (url.pathname === '/user') return void (isKnown ? json(200, double.user) : json(401, { message: 'Bad credentials' }));
    if (url.pathname === '/octocat') return void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture);
    response.writeHead(404).end();
  }

  const server = await startLoopbackServer((request, response) => void answer(request, response), 'localhost');
  const double: GitHubDouble = {
    url: server.url,
    clientId,
    clientSecret,
    user: { id: 583_231, login: 'octocat', name: 'The Octocat', avatar_url: `${server.url}/octocat` },
    tokens,
    close: server.close,
  };
  return double;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
