import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import type { Environment } from '../environment.ts';
import { hashToken, isToken, randomToken } from './random-token.ts';

/** How long a browser may be away to sign in, in milliseconds. */
export const signInMs = 10 * 60_000;

/** A sign-in that a browser has gone for. */
export interface SignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the browser was before. */
  readonly returnTo: string;
}

/** Sign-ins that are under way. They outlive the process, and each is good once. */
export interface SignIns {
  /** `browser` is what the browser keeps of it, to come back with. */
  begin(provider: string, browser: string, returnTo: string): Promise<SignIn>;
  /** The sign-in that has come back. Undefined if there is none, or no more, or it is another browser's or provider's. */
  take(provider: string, browser: string | undefined, state: string | null): Promise<SignIn | undefined>;
}

/** Sign-ins in an SQL database: of what is secret the hash, but for what is needed again. */
export function createSignIns(database: Kysely<Tables>, secret: string, environment: Pick<Environment, 'now'>): SignIns {
  return {
    async begin(provider, browser, returnTo) {
      const [state, nonce, verifier] = [randomToken(), randomToken(), randomToken()];
      const now = environment.now();
      const hashes = { state_hash: hashToken(state, secret), browser_hash: hashToken(browser, secret) };
      const row = { ...hashes, provider, verifier, nonce, return_to: returnTo, expires_at: now + signInMs };
      await database.deleteFrom('sign_ins').where('expires_at', '<=', now).execute();
      await database.insertInto('sign_ins').values(row).execute();
      return { state, nonce, verifier, returnTo };
    },
    async take(provider, browser, state) {
      if (browser === undefined || state === null || !isToken(state) || !isToken(browser)) return undefined;
      // In one step, so that of two who come at once one finds it.
      const row = await database
        .deleteFrom('sign_ins')
        .where('state_hash', '=', hashToken(state, secret))
        .where('browser_hash', '=', hashToken(browser, secret))
        .where('provider', '=', provider)
        .returningAll()
        .executeTakeFirst();
      if (!row || row.expires_at <= environment.now()) return undefined;
      return { state, nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to };
    },
  };
}
