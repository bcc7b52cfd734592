import { createHash } from 'node:crypto';
import type { Timestamp } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import { createCookie, type IncomingRequest } from './cookies.ts';
import { deviceOf } from './device-of.ts';
import { hashToken, isToken, randomToken } from './random-token.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** A session, to those who need not know how it is kept. */
export type Session = Omit<StoredSession, 'token_hash'>;

/** Who a request comes from. `fresh`: nobody was named, so this is someone new; `refused`: someone was named, but not by us. */
export type Identity =
  | { readonly kind: 'known'; readonly user_id: string; readonly session?: Session; readonly expires_at?: Timestamp }
  | { readonly kind: 'fresh'; readonly user_id: string; readonly session: Session; readonly token: string; readonly cookie: string }
  | { readonly kind: 'refused' };

/** Where somebody new comes in: a page may be a robot's, so its session is short until it is used. */
export type Entrance = 'page' | 'socket';

/** How somebody is let in by signing in. */
export interface NewSession {
  readonly user_id: string;
  readonly provider: string;
  readonly previous_user_id: string | null;
}

/** Says who someone is: a browser is one user from its first request on. */
export interface Sessions {
  /** Who sends a request; somebody new if it names nobody whom we know. What `onNew` throws stops that, and is thrown. @default nothing is thrown */
  identify(request: IncomingRequest, entrance: Entrance, onNew?: () => void): Promise<Identity>;
  /** The session that a request names, if it names one. */
  recognize(request: IncomingRequest): Promise<Session | undefined>;
  /** The session of a token, unless it is forged, revoked or too old. */
  verify(token: string): Promise<Session | undefined>;
  /** Begins a session under a new token. A user has fifty at most: the one that was not used for longest ends. */
  begin(request: IncomingRequest, session: NewSession): Promise<{ readonly session: Session; readonly cookie: string }>;
  ofUser(userId: string): Promise<Session[]>;
  /** Ends sessions at once. */
  end(ids: readonly string[]): Promise<void>;
  /** Takes away the cookie of a request. */
  forget(request: IncomingRequest): string;
  /** Drops what has expired, renews what sockets use, and ends those of the given sessions that are gone. */
  tend(inUse: readonly Session[]): Promise<void>;
  /** Calls back with the ids of sessions that have ended before their time. */
  onEnded(listener: (ids: ReadonlySet<string>) => void): void;
}

/** What sessions need. */
export interface SessionsOptions {
  readonly store: SessionStore;
  /** What tokens are hashed with: whoever has another one knows nobody. */
  readonly secret: string;
  /** How long a session lasts that is not used, in milliseconds. */
  readonly lifetimeMs: number;
  readonly isEncrypted: (request: IncomingRequest) => boolean;
  readonly environment: Pick<Environment, 'now' | 'id'>;
  /** Makes a token that nobody can guess. @default 256 random bits */
  readonly newToken?: () => string;
}

const dayMs = 24 * 60 * 60_000;
/** How long the session of a page view lasts before a socket uses it, in milliseconds. */
const trialMs = 60 * 60_000;
const maxPerUser = 50;
/** How long a browser keeps a cookie, in seconds, as long as browsers do: the session itself ends before, unless it is used. */
const cookieS = (400 * dayMs) / 1000;

/** Sessions in a store. The cookie's name depends on the secret, so that two servers on one host keep apart. */
export function createSessions(options: SessionsOptions): Sessions {
  const { store, secret, lifetimeMs, isEncrypted, environment, newToken = randomToken } = options;
  const cookie = createCookie(`chat_session_${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`, isEncrypted);
  const listeners = new Set<(ids: ReadonlySet<string>) => void>();

  /** At most once a day, however often it is used. */
  async function renewed(session: Session): Promise<Session> {
    const now = environment.now();
    if (session.expires_at - now > lifetimeMs - Math.min(dayMs, lifetimeMs / 2)) return session;
    const times = { renewed_at: now, expires_at: now + lifetimeMs };
    await store.renew(session.id, times);
    return { ...session, ...times };
  }

  async function find(token: string | undefined): Promise<Session | undefined> {
    if (token === undefined || !isToken(token)) return undefined;
    const stored = await store.find(hashToken(token, secret));
    if (!stored || stored.expires_at <= environment.now()) return undefined;
    const { token_hash: _, ...session } = stored;
    return renewed(session);
  }

  async function add(request: IncomingRequest, whose: Pick<Session, 'user_id' | 'provider' | 'previous_user_id'>, lastsMs: number) {
    const token = newToken();
    const now = environment.now();
    const device = deviceOf(request.headers['user-agent']);
    const times = { created_at: now, renewed_at: now, expires_at: now + lastsMs };
    const session: Session = { ...whose, id: environment.id(), device, ...times };
    await store.add({ ...session, token_hash: hashToken(token, secret) });
    return { session, token, cookie: cookie.set(request, token, cookieS) };
  }

  async function end(ids: readonly string[]): Promise<void> {
    await store.remove(ids);
    tell(ids);
  }

  function tell(ids: readonly string[]): void {
    if (ids.length > 0) for (const listener of listeners) listener(new Set(ids));
  }

  return {
    async identify(request, entrance, onNew = () => undefined) {
      const bearer = bearerOf(request);
      const session = await find(bearer ?? cookie.read(request));
      if (session) return { kind: 'known', user_id: session.user_id, session };
      if (bearer !== undefined) return { kind: 'refused' };
      onNew();
      const user_id = environment.id();
      const nobody = { user_id, provider: null, previous_user_id: null };
      return { kind: 'fresh', user_id, ...(await add(request, nobody, entrance === 'page' ? Math.min(trialMs, lifetimeMs) : lifetimeMs)) };
    },
    recognize: (request) => find(bearerOf(request) ?? cookie.read(request)),
    verify: find,
    async begin(request, whose) {
      const others = await store.ofUser(whose.user_id, environment.now());
      await end(others.slice(maxPerUser - 1).map(({ id }) => id));
      return add(request, whose, lifetimeMs);
    },
    ofUser: (userId) => store.ofUser(userId, environment.now()),
    end,
    forget: cookie.clear,
    async tend(inUse) {
      const there = await store.existing(inUse.map(({ id }) => id));
      for (const session of inUse) if (there.has(session.id)) await renewed(session);
      await store.removeExpired(environment.now());
      tell(inUse.flatMap(({ id }) => (there.has(id) ? [] : [id])));
    },
    onEnded: (listener) => void listeners.add(listener),
  };
}

function bearerOf({ headers }: IncomingRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
