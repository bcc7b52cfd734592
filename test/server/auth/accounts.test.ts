import { describe, expect, it } from 'vitest';
import { createAccounts } from '../../../src/server/auth/accounts.ts';
import { createSeal } from '../../../src/server/auth/sealed.ts';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { openLog } from '../log/log-fixture.ts';

const ada = { subject: '1', name: 'Ada', avatar_url: null, token: 'gho_first' };

async function openAccounts() {
  const { database } = await openLog();
  const accountsWith = (secret: string) => createAccounts(database, createSeal(secret), systemEnvironment);
  return { database, accounts: accountsWith('a secret'), accountsWith };
}

describe('an account', () => {
  it('is one user however often they come, also twice at once', async () => {
    const { accounts } = await openAccounts();

    const users = await Promise.all([accounts.userOf('github', ada), accounts.userOf('github', ada)]);

    expect(new Set([...users, await accounts.userOf('github', ada)]).size).toBe(1);
  });

  it('of the same name at another provider is another user', async () => {
    const { accounts } = await openAccounts();

    expect(await accounts.userOf('github', ada)).not.toBe(await accounts.userOf('scramble', ada));
  });

  it('shows what was said last', async () => {
    const { accounts } = await openAccounts();
    await accounts.userOf('github', ada);
    const user = await accounts.userOf('github', { ...ada, name: 'Countess Lovelace' });

    expect(await accounts.find(user, 'github')).toEqual({ name: 'Countess Lovelace', avatar_url: null });
  });

  it('has a token for tools, which the database alone does not give away', async () => {
    const { accounts, accountsWith, database } = await openAccounts();
    const user = await accounts.userOf('github', ada);
    const rows = await database.selectFrom('accounts').selectAll().execute();

    expect(await accounts.tokenOf(user, 'github')).toBe('gho_first');
    expect(JSON.stringify(rows)).not.toContain('gho_');
    expect(await accountsWith('another secret').tokenOf(user, 'github')).toBeUndefined();
    expect(await accounts.tokenOf(user, 'scramble')).toBeUndefined();
    expect(await accounts.tokenOf('nobody', 'github')).toBeUndefined();
  });
});
