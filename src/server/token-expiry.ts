import { closeCodes, type Timestamp } from '../protocol/index.ts';
import type { TokenHolder } from './auth/index.ts';
import type { Connection } from './connection.ts';
import { maxTimerMs, type Environment, type Stop } from './environment.ts';
import { RequestError } from './request-error.ts';

/** Ends sockets by whose token the application knew a user, once that has run out and no other was presented (R3.10). */
export interface TokenExpiry {
  /** A socket was let in, or presented another token. A session has no end here: it is renewed by being used. */
  watch(connection: Connection, holder: Pick<TokenHolder, 'session' | 'expires_at'>): void;
  forget(connection: Connection): void;
}

/** Nobody is watched yet. */
export function createTokenExpiry({ now, after }: Pick<Environment, 'now' | 'after'>): TokenExpiry {
  /** Of the sockets whose tokens run out. */
  const timers = new Map<Connection, Stop>();

  function wait(connection: Connection, until: Timestamp): void {
    timers.delete(connection);
    const leftMs = until - now();
    if (leftMs > 0)
      timers.set(
        connection,
        after(Math.min(leftMs, maxTimerMs), () => wait(connection, until)),
      );
    else connection.refuse(new RequestError('unauthorized', 'This token has run out.', { closeCode: closeCodes.unauthorized }));
  }

  const expiry: TokenExpiry = {
    watch(connection, { session, expires_at }) {
      expiry.forget(connection);
      if (!session && expires_at !== undefined) wait(connection, expires_at);
    },
    forget(connection) {
      timers.get(connection)?.();
      timers.delete(connection);
    },
  };
  return expiry;
}
