import type { ClientAuth, Configuration, IDToken } from 'openid-client';
import { isLoopbackHost } from '../origin-policy.ts';
import { cleanText } from '../written-text.ts';
import type { SignInRequest } from './sign-in-provider.ts';

/** The library, loaded by those who have somebody sign in. */
export const loadOpenId = () => import('openid-client');

/** How long a provider may take to an answer, in seconds. */
export const answerWithinS = 10;

/** What is asked of a provider besides who somebody is. */
export interface AuthorizationAsked {
  readonly scope: string;
  /** Whether the provider repeats a nonce in what it signs. */
  readonly nonce?: string;
}

/** What lets a provider on this machine be called without encryption, and no other. */
export async function withoutEncryption(issuer: string): Promise<((configuration: Configuration) => void)[]> {
  // eslint-disable-next-line typescript/no-deprecated -- the mark is a warning, of what loopback makes harmless
  const { allowInsecureRequests } = await loadOpenId();
  return isLoopbackHost(URL.parse(issuer)?.hostname ?? '') ? [allowInsecureRequests] : [];
}

/** How a client that has a secret, or none, says who it is. */
export async function authentication(secret: string | undefined, how: 'basic' | 'post'): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost, None } = await loadOpenId();
  if (secret === undefined) return None();
  return how === 'basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

/** Where a browser is sent, with state and the challenge of PKCE. */
export async function authorizationUrlOf(configuration: Configuration, request: SignInRequest, asked: AuthorizationAsked): Promise<URL> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await loadOpenId();
  return buildAuthorizationUrl(configuration, {
    redirect_uri: request.redirectUri,
    response_type: 'code',
    state: request.state,
    code_challenge: await calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: 'S256',
    ...asked,
  });
}

/** A claim that is a text of bearable length. */
export function textClaim(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? cleanText(value.slice(0, 500)) : null;
}

/** The address of a picture, if it is one that a page may load. */
export function pictureClaim(value: unknown): string | null {
  const address = textClaim(value);
  const { protocol } = (address !== null && URL.parse(address)) || {};
  return protocol === 'https:' || protocol === 'http:' ? address : null;
}

/** What an ID token says of a person. */
export function profileOf(claims: IDToken) {
  return {
    subject: claims.sub,
    name: textClaim(claims['name']) ?? textClaim(claims['preferred_username']),
    avatar_url: pictureClaim(claims['picture']),
  };
}
