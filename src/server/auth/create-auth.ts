import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import type { Environment } from '../environment.ts';
import type { Logger } from '../logger.ts';
import type { TakeOver } from '../take-over.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { createAuthRoutes, type Routes } from './auth-routes.ts';
import { encryption } from './cookies.ts';
import { createSeal } from './sealed.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { SignInProvider } from './sign-in-provider.ts';
import { createSigningIn } from './sign-in.ts';
import { createSignIns } from './sign-ins.ts';
import { createSqlSessionStore } from './sql-session-store.ts';

/** What knowing people works with. */
export interface AuthOptions {
  readonly database: Kysely<Tables>;
  readonly sessionSecret: string;
  readonly sessionDays: number;
  readonly trustProxy: boolean;
  /** Who vouches for people. None: everybody is anonymous. */
  readonly signIn?: readonly SignInProvider[] | undefined;
  readonly environment: Environment;
  readonly logger: Logger;
}

/** Who people are: their sessions, their accounts elsewhere, and the routes to both. */
export interface Auth {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  routes(takeOver: TakeOver, isOriginAllowed: (request: IncomingMessage) => boolean): Routes;
}

const dayMs = 24 * 60 * 60_000;

/** Sessions and accounts in an SQL database. */
export function createAuth(options: AuthOptions): Auth {
  const { database, sessionSecret: secret, sessionDays, trustProxy, signIn: providers = [], environment, logger } = options;
  const isEncrypted = encryption(options);
  const store = createSqlSessionStore(database);
  const sessions = createSessions({ store, secret, lifetimeMs: sessionDays * dayMs, isEncrypted, environment });
  const accounts = createAccounts(database, createSeal(secret), environment);
  const signIns = createSignIns(database, secret, environment);
  return {
    sessions,
    accounts,
    routes(takeOver, isOriginAllowed) {
      const signingIn = createSigningIn({ accounts, signIns, sessions, takeOver, isEncrypted, logger });
      return createAuthRoutes({ providers, signingIn, sessions, accounts, isOriginAllowed, trustProxy, environment, logger });
    },
  };
}
