import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import type { Environment } from '../environment.ts';
import type { Seal } from './sealed.ts';
import type { Profile } from './sign-in-provider.ts';

/** How a user is known elsewhere. */
export interface Account {
  readonly name: string | null;
  readonly avatar_url: string | null;
}

/** Who of a provider's people is which user. */
export interface Accounts {
  /** The user that a profile belongs to; somebody new if it is the first time. What the profile says is kept as it is now. */
  userOf(provider: string, profile: Profile): Promise<string>;
  find(userId: string, provider: string): Promise<Account | undefined>;
  /** What lets a tool act in the user's name at a provider. */
  tokenOf(userId: string, provider: string): Promise<string | undefined>;
}

/** Accounts in an SQL database. */
export function createAccounts(database: Kysely<Tables>, seal: Seal, environment: Pick<Environment, 'now' | 'id'>): Accounts {
  const of = (provider: string, subject: string) =>
    database.selectFrom('accounts').select('user_id').where('provider', '=', provider).where('subject', '=', subject).executeTakeFirst();

  async function create(provider: string, subject: string): Promise<void> {
    const id = environment.id();
    const created_at = environment.now();
    await database.transaction().execute(async (transaction) => {
      await transaction.insertInto('users').values({ id, created_at }).execute();
      const account = { provider, subject, user_id: id, name: null, avatar_url: null, sealed_token: null, created_at };
      await transaction
        .insertInto('accounts')
        .values(account)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  return {
    async userOf(provider, { subject, name, avatar_url, token }) {
      if (!(await of(provider, subject))) await create(provider, subject);
      const sealed_token = token === null ? null : seal.close(token, `${provider} ${subject}`);
      const { user_id } = await database
        .updateTable('accounts')
        .set({ name, avatar_url, sealed_token })
        .where('provider', '=', provider)
        .where('subject', '=', subject)
        .returning('user_id')
        .executeTakeFirstOrThrow();
      return user_id;
    },
    find: (userId, provider) =>
      database
        .selectFrom('accounts')
        .select(['name', 'avatar_url'])
        .where('user_id', '=', userId)
        .where('provider', '=', provider)
        .executeTakeFirst(),
    async tokenOf(userId, provider) {
      const account = await database
        .selectFrom('accounts')
        .select(['subject', 'sealed_token'])
        .where('user_id', '=', userId)
        .where('provider', '=', provider)
        .executeTakeFirst();
      if (!account || account.sealed_token === null) return undefined;
      return seal.open(account.sealed_token, `${provider} ${account.subject}`);
    },
  };
}
