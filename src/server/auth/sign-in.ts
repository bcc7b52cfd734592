import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../logger.ts';
import type { TakeOver } from '../take-over.ts';
import type { Accounts } from './accounts.ts';
import { answered, answerRedirect } from './answer-http.ts';
import { createCookie, type IncomingRequest } from './cookies.ts';
import { isToken, randomToken } from './random-token.ts';
import { returnPath } from './return-path.ts';
import type { Sessions } from './sessions.ts';
import { SignInError } from './sign-in-error.ts';
import type { Profile, SignInProvider, SignInRequest } from './sign-in-provider.ts';
import { signInMs, type SignIn, type SignIns } from './sign-ins.ts';

/** What signing in works with. */
export interface SignInOptions {
  readonly accounts: Accounts;
  readonly signIns: SignIns;
  readonly sessions: Sessions;
  readonly takeOver: TakeOver;
  readonly isEncrypted: (request: IncomingRequest) => boolean;
  readonly logger: Logger;
}

/** The two halves of signing in: the way to a provider, and the way back. */
export interface SigningIn {
  start(provider: SignInProvider, request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void>;
  finish(provider: SignInProvider, request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void>;
}

/** Sends browsers to providers, and lets those in who come back. What goes wrong is thrown as a SignInError, before anything has changed. */
export function createSigningIn({ accounts, signIns, sessions, takeOver, isEncrypted, logger }: SignInOptions): SigningIn {
  const cookie = createCookie('chat_sign_in', isEncrypted);

  function redirectUri(provider: SignInProvider, request: IncomingMessage): string {
    return `${isEncrypted(request) ? 'https' : 'http'}://${request.headers.host}/auth/${provider.id}/callback`;
  }

  async function profileOf(provider: SignInProvider, callback: URL, asked: SignInRequest): Promise<Profile> {
    try {
      return await provider.profile(callback, asked);
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** Conversations move first; the old session ends once the browser has the new one, or its other tabs would come back as strangers. */
  async function letIn(
    request: IncomingMessage,
    response: ServerResponse,
    user_id: string,
    provider: string,
    signIn: SignIn,
  ): Promise<void> {
    const before = await sessions.recognize(request);
    const anonymousId = before?.provider === null ? before.user_id : null;

    async function welcome() {
      const begun = await sessions.begin(request, { user_id, provider, previous_user_id: anonymousId });
      response.setHeader('set-cookie', [begun.cookie, cookie.clear(request)]);
      answerRedirect(response, signIn.returnTo);
      await answered(response);
    }

    if (anonymousId !== null) return takeOver(anonymousId, user_id, welcome);
    await welcome();
    if (before) await sessions.end([before.id]);
  }

  return {
    async start(provider, request, response, query) {
      const kept = cookie.read(request);
      // Sign-ins in two tabs at once share what the browser keeps.
      const browser = kept !== undefined && isToken(kept) ? kept : randomToken();
      const { returnTo: _, ...asked } = await signIns.begin(provider.id, browser, returnPath(query.get('return_to')));
      const address = await provider
        .authorizationUrl({ ...asked, redirectUri: redirectUri(provider, request) })
        .catch((error: unknown) => Promise.reject(new SignInError('unavailable', { cause: error })));
      response.setHeader('set-cookie', cookie.set(request, browser, signInMs / 1000));
      answerRedirect(response, address.href);
    },

    async finish(provider, request, response, query) {
      const signIn = await signIns.take(provider.id, cookie.read(request), query.get('state'));
      if (!signIn) throw new SignInError('expired');
      // Whoever has changed their mind goes back to where they were.
      if (query.get('error') === 'access_denied') return answerRedirect(response, signIn.returnTo);
      const asked = { ...signIn, redirectUri: redirectUri(provider, request) };
      const callback = new URL(`${asked.redirectUri}?${query}`);
      const user_id = await accounts.userOf(provider.id, await profileOf(provider, callback, asked));
      await letIn(request, response, user_id, provider.id, signIn);
      logger.info('somebody signed in', { provider: provider.id, user_id });
    },
  };
}

/** A provider that cannot be reached is not one that says no. */
function failureOf(error: unknown): SignInError {
  const isLate = error instanceof Error && (error.name === 'TimeoutError' || ('code' in error && error.code === 'OAUTH_TIMEOUT'));
  return new SignInError(isLate || error instanceof TypeError ? 'unavailable' : 'refused', { cause: error });
}
