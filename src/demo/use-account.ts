import { useEffect, useState } from 'react';
import { fetchAccount, type AccountState } from './account-api.ts';

/** Who is signed in, as far as it is known: asked again when the page is looked at again, for it may have changed elsewhere. */
export function useAccount(): AccountState | undefined {
  const [account, setAccount] = useState<AccountState>();

  useEffect(() => {
    let isGone = false;
    // A server that cannot be asked is told of by the chat itself.
    const look = () =>
      void fetchAccount()
        .then((found) => isGone || setAccount(found))
        .catch(() => undefined);
    const lookAgain = () => document.visibilityState === 'visible' && look();
    look();
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, []);

  return account;
}
