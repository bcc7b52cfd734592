import { PageIcon } from './page-icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { signInAddress, type AccountState } from './account-api.ts';
import './account.css';

/** Who is signed in, or the ways to sign in. Nothing where the server has none. */
export function Account({ account }: { readonly account: AccountState | undefined }) {
  if (!account) return null;
  const { user, providers } = account;
  if (user) return <AccountMenu user={user} provider={providers.find(({ id }) => id === user.provider)?.name ?? user.provider} />;
  return providers.map((provider) => (
    <a key={provider.id} className="demo-button" href={signInAddress(provider)}>
      <PageIcon name="person" />
      Sign in with {provider.name}
    </a>
  ));
}
