import { answerWithinS, authentication, authorizationUrlOf, loadOpenId, pictureClaim, textClaim, withoutEncryption } from './openid.ts';
import type { SignInProvider } from './sign-in-provider.ts';

/** How GitHub is asked. */
export interface GitHubOAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people sign in. @default 'https://github.com' */
  readonly url?: string;
  /** Where it is asked who they are. @default 'https://api.github.com' */
  readonly apiUrl?: string;
  /** What may be done in their name, in words of GitHub separated by spaces. @default 'read:user' */
  readonly scope?: string;
}

/** Sign-in by GitHub. It keeps a token, so that tools can read what the user may read. */
export type GitHubOAuth = SignInProvider;

/** OAuth with code, PKCE and state; who it is, is then asked of the API. */
export function createGitHubOAuth(options: GitHubOAuthOptions): GitHubOAuth {
  const { clientId, clientSecret, url = 'https://github.com', apiUrl = 'https://api.github.com', scope = 'read:user' } = options;
  const issuer = `${url}/login/oauth`;
  const metadata = { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/access_token` };

  async function configured() {
    const { Configuration } = await loadOpenId();
    const configuration = new Configuration(metadata, clientId, undefined, await authentication(clientSecret, 'post'));
    configuration.timeout = answerWithinS;
    for (const allow of await withoutEncryption(issuer)) allow(configuration);
    return configuration;
  }

  async function askWho(token: string): Promise<Record<string, unknown>> {
    const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'user-agent': 'react-chat-socket' };
    const signal = AbortSignal.timeout(answerWithinS * 1000);
    const response = await fetch(`${apiUrl}/user`, { headers, signal, redirect: 'error' });
    if (!response.ok) throw new Error(`GitHub did not say who it is: ${response.status}.`);
    const user: unknown = await response.json();
    if (typeof user !== 'object' || user === null) throw new Error('GitHub did not say who it is.');
    return { ...user };
  }

  return {
    id: 'github',
    name: 'GitHub',
    authorizationUrl: async (request) => authorizationUrlOf(await configured(), request, { scope }),
    async profile(callback, { state, verifier }) {
      const { authorizationCodeGrant } = await loadOpenId();
      const checks = { expectedState: state, pkceCodeVerifier: verifier };
      const { access_token: token } = await authorizationCodeGrant(await configured(), callback, checks);
      const user = await askWho(token);
      // A login can be given up and taken by somebody else; the number cannot.
      if (!Number.isSafeInteger(user['id'])) throw new Error('GitHub named nobody.');
      const name = textClaim(user['name']) ?? textClaim(user['login']);
      return { subject: String(user['id']), name, avatar_url: pictureClaim(user['avatar_url']), token };
    },
  };
}
