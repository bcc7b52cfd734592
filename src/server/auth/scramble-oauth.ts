import type { Configuration } from 'openid-client';
import { answerWithinS, authentication, authorizationUrlOf, loadOpenId, profileOf, withoutEncryption } from './openid.ts';
import type { SignInProvider } from './sign-in-provider.ts';

/** How Scramble is asked. */
export interface ScrambleOAuthOptions {
  /** Where its discovery document is found. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client: PKCE protects both. */
  readonly clientSecret?: string | undefined;
  /** @default 'Scramble' */
  readonly name?: string;
  /** @default 'openid' */
  readonly scope?: string;
}

/** Sign-in by Scramble, or any other provider of OpenID Connect. Its `sub` is a pseudonym, another one for each application. */
export type ScrambleOAuth = SignInProvider;

/** OpenID Connect with code and PKCE. State, nonce, issuer, audience, expiry and signature are checked. */
export function createScrambleOAuth(options: ScrambleOAuthOptions): ScrambleOAuth {
  const { issuer, clientId, clientSecret, name = 'Scramble', scope = 'openid' } = options;
  let configuration: Promise<Configuration> | undefined;

  async function discover(): Promise<Configuration> {
    const { discovery, enableNonRepudiationChecks } = await loadOpenId();
    const secret = await authentication(clientSecret, 'basic');
    // Without the checks the signature is taken on the word of the connection alone.
    const execute = [...(await withoutEncryption(issuer)), enableNonRepudiationChecks];
    return discovery(new URL(issuer), clientId, undefined, secret, { execute, timeout: answerWithinS });
  }

  /** A provider that could not be reached is asked again the next time. */
  async function configured(): Promise<Configuration> {
    configuration ??= discover();
    return configuration.catch((error: unknown) => {
      configuration = undefined;
      throw error;
    });
  }

  return {
    id: 'scramble',
    name,
    async authorizationUrl(request) {
      return authorizationUrlOf(await configured(), request, { scope, nonce: request.nonce });
    },
    async profile(callback, { state, nonce, verifier }) {
      const { authorizationCodeGrant } = await loadOpenId();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const claims = (await authorizationCodeGrant(await configured(), callback, checks)).claims();
      if (!claims) throw new Error('The provider gave no ID token.');
      return { ...profileOf(claims), token: null };
    },
  };
}
