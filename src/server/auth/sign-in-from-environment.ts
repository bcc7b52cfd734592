import { isLoopbackHost } from '../origin-policy.ts';
import { StartError } from '../start-error.ts';
import { createGitHubOAuth } from './github-oauth.ts';
import { createScrambleOAuth } from './scramble-oauth.ts';
import type { SignInProvider } from './sign-in-provider.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The providers that the environment names: `GITHUB_CLIENT_ID` and `GITHUB_CLIENT_SECRET` (also `GITHUB_URL`, `GITHUB_API_URL`,
 * `GITHUB_SCOPE`), `SCRAMBLE_ISSUER` and `SCRAMBLE_CLIENT_ID` (also `SCRAMBLE_CLIENT_SECRET`). None of them: nobody signs in.
 * @throws StartError that names the variable that is missing or wrong.
 */
export function signInFromEnvironment(environment: Variables): SignInProvider[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, SCRAMBLE_ISSUER, SCRAMBLE_CLIENT_ID, SCRAMBLE_CLIENT_SECRET } = environment;
  const providers: SignInProvider[] = [];
  if (GITHUB_CLIENT_ID || GITHUB_CLIENT_SECRET) {
    const clientId = needed('GITHUB_CLIENT_ID', GITHUB_CLIENT_ID, 'GITHUB_CLIENT_SECRET');
    const clientSecret = needed('GITHUB_CLIENT_SECRET', GITHUB_CLIENT_SECRET, 'GITHUB_CLIENT_ID');
    const scope = environment['GITHUB_SCOPE'];
    providers.push(
      createGitHubOAuth({
        clientId,
        clientSecret,
        ...encryptedAddress('url', 'GITHUB_URL', environment),
        ...address('apiUrl', 'GITHUB_API_URL', environment),
        ...(scope ? { scope } : {}),
      }),
    );
  }
  if (SCRAMBLE_ISSUER || SCRAMBLE_CLIENT_ID) {
    const clientId = needed('SCRAMBLE_CLIENT_ID', SCRAMBLE_CLIENT_ID, 'SCRAMBLE_ISSUER');
    const { issuer = needed('SCRAMBLE_ISSUER', SCRAMBLE_ISSUER, 'SCRAMBLE_CLIENT_ID') } = encryptedAddress(
      'issuer',
      'SCRAMBLE_ISSUER',
      environment,
    );
    providers.push(createScrambleOAuth({ issuer, clientId, clientSecret: SCRAMBLE_CLIENT_SECRET || undefined }));
  }
  return providers;
}

function needed(name: string, value: string | undefined, because: string): string {
  if (!value) throw new StartError(`${name}: expected some text, as ${because} is set.`);
  return value;
}

/** Where secrets are exchanged: what is not encrypted is good for this machine alone. */
function encryptedAddress<Key extends string>(key: Key, name: string, environment: Variables): { readonly [Name in Key]?: string } {
  const { protocol, hostname = '' } = URL.parse(environment[name] ?? '') ?? {};
  if (protocol === 'http:' && !isLoopbackHost(hostname)) throw new StartError(`${name}: expected an address that starts with https://.`);
  return address(key, name, environment);
}

function address<Key extends string>(key: Key, name: string, environment: Variables): { readonly [Name in Key]?: string } {
  const text = environment[name];
  if (!text) return {};
  const protocol = URL.parse(text)?.protocol;
  if (protocol !== 'https:' && protocol !== 'http:') throw new StartError(`${name}: expected an address like https://example.org.`);
  // one key, as its type says
  return { [key]: text.replace(/\/+$/, '') } as { readonly [Name in Key]?: string };
}
