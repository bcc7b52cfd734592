import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider';
import { startLoopbackServer } from './loopback-server.ts';

/** Claims of an ID token, and what it is signed with. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed with a key that the provider does not have. */
  readonly isSignedByOthers?: boolean;
}

/** A provider of OpenID Connect that signs in whoever comes, as one and the same person. */
export interface OpenIdServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it may send browsers: known once the application listens. */
  register(redirectUri: string): void;
  /** The next ID token is changed before it is given out. A claim that is undefined is left out. */
  forgeNext(forgery: Forgery): void;
  close(): Promise<void>;
}

const clientId = 'chat';
const clientSecret = 'a secret of the chat and its provider';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Made once: it takes a while. */
let ownKey: KeyObject | undefined;

export async function startOpenIdServer(): Promise<OpenIdServer> {
  ownKey ??= newKey();
  const key = ownKey;
  let forgery: Forgery | undefined;
  let provider: Provider | undefined;
  const server = await startLoopbackServer((request, response) => {
    const uid = /^\/sign-in\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (!provider) response.writeHead(503).end();
    else if (uid === undefined) void provider.callback()(request, response);
    else void provider.interactionFinished(request, response, { login: { accountId: 'alice' } });
  }, 'localhost');

  const configuration: Configuration = {
    adapter: createMemory(),
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    // Another name for each application, which tells nobody who it is.
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_, accountId, client) => createHash('sha256').update(`${accountId} ${client.clientId}`).digest('hex'),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: { Session: 60, Interaction: 60, Grant: 60, IdToken: 60, AccessToken: 60 },
  };

  return {
    issuer: server.url,
    clientId,
    clientSecret,
    register(redirectUri) {
      const client = { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], subject_type: 'pairwise' } as const;
      provider = new Provider(server.url, { ...configuration, clients: [client] });
      provider.use(async (context, next) => {
        await next();
        if (!forgery || context.path !== '/token' || !isTokens(context.body)) return;
        context.body.id_token = forged(context.body.id_token, forgery, key);
        forgery = undefined;
      });
    },
    forgeNext(next) {
      forgery = next;
    },
    close: server.close,
  };
}

function isTokens(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';
}

function forged(idToken: string, { claims, isSignedByOthers }: Forgery, own: KeyObject): string {
  const [header = '', payload = ''] = idToken.split('.');
  const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = `${header}.${Buffer.from(JSON.stringify(Object.assign({}, said, claims))).toString('base64url')}`;
  const key = isSignedByOthers ? newKey() : own;
  return `${changed}.${sign('sha256', Buffer.from(changed), key).toString('base64url')}`;
}

/** What the provider remembers, as long as the test runs. */
function createMemory(): (name: string) => Adapter {
  const all = new Map<string, AdapterPayload>();
  return (name) => {
    const keyOf = (id: string) => `${name} ${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string) =>
      [...all].find(([key, payload]) => key.startsWith(`${name} `) && payload[field] === value)?.[1];
    return {
      upsert: async (id, payload) => void all.set(keyOf(id), payload),
      find: async (id) => all.get(keyOf(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      async consume(id) {
        const payload = all.get(keyOf(id));
        if (payload) all.set(keyOf(id), { ...payload, consumed: 1 });
      },
      destroy: async (id) => void all.delete(keyOf(id)),
      async revokeByGrantId(grantId) {
        for (const [key, payload] of all) if (payload.grantId === grantId) all.delete(key);
      },
    };
  };
}
