import type { IncomingMessage } from 'node:http';
import type { Timestamp } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import type { IncomingRequest } from './cookies.ts';
import type { Entrance, Identity, Session, Sessions } from './sessions.ts';

/** What is said of a caller: a user of yours, somebody who is to be known by the chat's own cookie, or nobody who may come in. */
export type Authorization = AuthorizedUser | 'anonymous' | 'refused';

/** A user of yours. */
export interface AuthorizedUser {
  readonly userId: string;
  /**
   * When what the caller was known by runs out, in milliseconds since 1970: a socket that has not presented another token by then is closed with 4401. The
   * client asks for one a minute before. @default never
   */
  readonly expiresAt?: Timestamp;
}

/** What a caller says of itself: the upgrade, or the token of an `Authenticate` as `authorization: Bearer …`. */
export type AuthorizeRequest = Pick<IncomingMessage, 'headers'>;

/** Says whose a request is, in the words of the application that the server is part of. What it throws refuses the caller. */
export type Authorize = (request: AuthorizeRequest) => Authorization | Promise<Authorization>;

/** Whom a token names. */
export interface TokenHolder {
  readonly user_id: string;
  readonly session?: Session;
  readonly expires_at?: Timestamp;
}

/** Knows callers. */
export interface Who {
  identify(request: IncomingRequest, entrance: Entrance, onNew?: () => void): Promise<Identity>;
  verify(token: string): Promise<TokenHolder | undefined>;
}

/** Asks the application first, where it wants to be asked, and then the sessions. */
export function createWho(sessions: Sessions, { now }: Pick<Environment, 'now'>, authorize?: Authorize): Who {
  async function verify(token: string): Promise<TokenHolder | undefined> {
    const session = await sessions.verify(token);
    return session && { user_id: session.user_id, session, expires_at: session.expires_at };
  }

  /** Who that is, unless the time is over. */
  function holderOf({ userId, expiresAt }: AuthorizedUser): TokenHolder | undefined {
    if (expiresAt === undefined) return { user_id: userId };
    return expiresAt > now() ? { user_id: userId, expires_at: expiresAt } : undefined;
  }

  if (!authorize) return { identify: sessions.identify, verify };
  return {
    async identify(request, entrance, onNew) {
      const said = await authorize(request);
      if (said === 'refused') return { kind: 'refused' };
      if (said === 'anonymous') return sessions.identify(request, entrance, onNew);
      const holder = holderOf(said);
      return holder ? { kind: 'known', ...holder } : { kind: 'refused' };
    },
    async verify(token) {
      const said = await authorize({ headers: { authorization: `Bearer ${token}` } });
      if (said === 'refused') return undefined;
      return said === 'anonymous' ? verify(token) : holderOf(said);
    },
  };
}
