import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress } from '../client-address.ts';
import type { Environment } from '../environment.ts';
import type { Logger } from '../logger.ts';
import { createTokenBuckets } from '../token-bucket.ts';
import type { Accounts } from './accounts.ts';
import { answered, answerJson, answerNothing, answerPage } from './answer-http.ts';
import { failedPage } from './failed-page.ts';
import type { Session, Sessions } from './sessions.ts';
import { SignInError } from './sign-in-error.ts';
import type { SignInProvider } from './sign-in-provider.ts';
import type { SigningIn } from './sign-in.ts';

/** What the routes work with. */
export interface AuthRoutesOptions {
  readonly providers: readonly SignInProvider[];
  readonly signingIn: SigningIn;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  /** Whether a request comes from a page that may do something here. */
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  /** Whether a proxy says where requests come from. */
  readonly trustProxy: boolean;
  readonly environment: Environment;
  readonly logger: Logger;
}

/** Answers a request if it is for one of these routes, and says whether it does. */
export type Routes = (request: IncomingMessage, response: ServerResponse) => boolean;

type Answer = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

/** How often sign-ins may be begun or finished from one address. */
const signInRate = { perSecond: 1, burst: 30 };

/** Signing in and out, and what somebody may know and do about their own sessions: everything below `/auth/`. */
export function createAuthRoutes(options: AuthRoutesOptions): Routes {
  const { providers, signingIn, sessions, accounts, isOriginAllowed, trustProxy, environment, logger } = options;
  const attempts = createTokenBuckets(signInRate, environment.now);
  const offered = providers.map(({ id, name }) => ({ id, name, url: `/auth/${id}` }));

  const me: Answer = async (request, response) => {
    const session = await sessions.recognize(request);
    const account = session && session.provider !== null ? await accounts.find(session.user_id, session.provider) : undefined;
    const user = account ? { id: session?.user_id, provider: session?.provider, ...account } : null;
    answerJson(response, 200, { user, providers: offered });
  };

  const list: Answer = async (request, response) => {
    const own = await sessions.recognize(request);
    const all = own ? await sessions.ofUser(own.user_id) : [];
    answerJson(response, 200, { sessions: all.map((session) => shown(session, own)) });
  };

  const revoke = (id: string): Answer =>
    fromOwnPage(async (request, response) => {
      const own = await sessions.recognize(request);
      const all = own ? await sessions.ofUser(own.user_id) : [];
      if (!all.some((session) => session.id === id)) return answerJson(response, 404, { error: 'not_found' });
      await sessions.end([id]);
      answerNothing(response);
    });

  const logOut: Answer = fromOwnPage(async (request, response) => {
    const own = await sessions.recognize(request);
    response.setHeader('set-cookie', sessions.forget(request));
    answerNothing(response);
    await answered(response);
    if (own) await sessions.end([own.id]);
  });

  /** Another site's page could otherwise sign people out. */
  function fromOwnPage(answer: Answer): Answer {
    return async (request, response, query) => {
      if (isOriginAllowed(request)) return answer(request, response, query);
      answerJson(response, 403, { error: 'forbidden' });
    };
  }

  /** Of a failure the operator is told the kind and the library's code for it, and nothing of whom it concerns. */
  function withProvider(provider: SignInProvider, half: keyof SigningIn): Answer {
    return async (request, response, query) => {
      try {
        if (attempts.take(clientAddress(request, { trustProxy })) > 0) throw new SignInError('too_many');
        await signingIn[half](provider, request, response, query);
      } catch (error) {
        if (!(error instanceof SignInError) || response.headersSent) throw error;
        logger.info('a sign-in failed', { provider: provider.id, failure: error.failure, ...reasonOf(error.cause) });
        const { status, html } = failedPage(error.failure, provider);
        answerPage(response, status, html);
      }
    };
  }

  function find(method: string | undefined, path: string): Answer | undefined {
    const [, auth, name = '', more, ...rest] = path.split('/');
    if (auth !== 'auth' || rest.length > 0) return undefined;
    if (method === 'GET' && path === '/auth/me') return me;
    if (method === 'GET' && path === '/auth/sessions') return list;
    if (method === 'POST' && path === '/auth/logout') return logOut;
    if (method === 'DELETE' && name === 'sessions' && more) return revoke(more);
    const provider = providers.find(({ id }) => id === name);
    if (method !== 'GET' || !provider) return undefined;
    if (more === undefined) return withProvider(provider, 'start');
    return more === 'callback' ? withProvider(provider, 'finish') : undefined;
  }

  return (request, response) => {
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const answer = find(request.method, path);
    if (!answer) return false;
    answer(request, response, new URLSearchParams(search)).catch((error: unknown) => {
      logger.error('a request failed', { path: `/auth/${path.split('/')[2] ?? ''}`, error });
      if (response.headersSent) response.destroy();
      else answerJson(response, 503, { error: 'unavailable' });
    });
    return true;
  };
}

function shown(session: Session, own: Session | undefined) {
  const { id, device, provider, created_at, renewed_at, expires_at } = session;
  return { id, device, provider, created_at, renewed_at, expires_at, is_current: id === own?.id };
}

/** The words of a provider stay out of the log: they may name people. */
function reasonOf(cause: unknown): { code?: string } {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {};
}
