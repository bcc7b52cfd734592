import { useEffect, useState } from 'react';
import { fetchAccount, type AccountState } from './account-api.ts';
import { leave, openOtherTabs } from './other-tabs.ts';

/**
 * Who is signed in, as far as it is known. It is asked again when the page is looked at again, or when another tab signs out: then this one too
 * leaves what it shows.
 */
export function useAccount(): AccountState | undefined {
  const [account, setAccount] = useState<AccountState>();

  useEffect(() => {
    let isGone = false;
    let wasSignedIn = false;
    const show = (found: AccountState) => {
      if (isGone) return;
      if (wasSignedIn && !found.user) leave();
      wasSignedIn = found.user !== null;
      setAccount(found);
    };
    // A server that cannot be asked is told of by the chat itself.
    const look = () => void fetchAccount().then(show, () => undefined);
    const lookAgain = () => document.visibilityState === 'visible' && look();
    const otherTabs = openOtherTabs(leave);
    look();
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      isGone = true;
      otherTabs.close();
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, []);

  return account;
}
