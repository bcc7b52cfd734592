import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Timestamp } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import { signSession, verifySession, type Session } from './session-token.ts';

/** How long a session is good for, in milliseconds: the longest that browsers keep a cookie. */
const lifetimeMs = 400 * 24 * 60 * 60_000;

/** Who a request comes from. `fresh`: nobody was named, so this is someone new; `refused`: someone was named, but not by us. */
export type Identity =
  | { readonly kind: 'known'; readonly user_id: string }
  | { readonly kind: 'fresh'; readonly user_id: string; readonly token: string; readonly cookie: string }
  | { readonly kind: 'refused' };

/** A request, as far as it says who sends it. */
export type IncomingRequest = Pick<IncomingMessage, 'headers' | 'socket'>;

/** Says who someone is, without asking for a password: a browser is one user from its first request on. */
export interface Sessions {
  identify(request: IncomingRequest): Identity;
  /** The session of a token, unless it is forged or too old. */
  verify(token: string): (Session & { readonly expires_at: Timestamp }) | undefined;
}

/** Sessions signed with a secret. The cookie's name depends on the secret, so that two servers on one host keep apart. */
export function createSessions(secret: string, environment: Environment): Sessions {
  const cookieName = `chat_session_${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;

  function verify(token: string) {
    const session = verifySession(token, secret);
    if (!session) return undefined;
    const expires_at = session.issued_at + lifetimeMs;
    return expires_at > environment.now() ? { ...session, expires_at } : undefined;
  }

  function welcomeStranger(request: IncomingRequest): Identity {
    const user_id = environment.id();
    const token = signSession({ user_id, issued_at: environment.now() }, secret);
    const secure = isEncrypted(request) ? '; Secure' : '';
    const cookie = `${cookieName}=${token}; Path=/; Max-Age=${lifetimeMs / 1000}; HttpOnly; SameSite=Lax${secure}`;
    return { kind: 'fresh', user_id, token, cookie };
  }

  return {
    verify,
    identify(request) {
      const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (bearer !== undefined) {
        const session = verify(bearer);
        return session ? { kind: 'known', user_id: session.user_id } : { kind: 'refused' };
      }
      const cookie = readCookie(request.headers.cookie, cookieName);
      const session = cookie === undefined ? undefined : verify(cookie);
      return session ? { kind: 'known', user_id: session.user_id } : welcomeStranger(request);
    },
  };
}

function isEncrypted(request: IncomingRequest): boolean {
  return 'encrypted' in request.socket || request.headers['x-forwarded-proto'] === 'https';
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = header?.split(';').map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
