import { useId, useState } from 'react';
import { PageIcon } from './page-icon.tsx';
import { signOut, type AccountUser } from './account-api.ts';
import { Avatar } from './avatar.tsx';
import { SessionList } from './session-list.tsx';

/** The name of who is signed in; behind it, where else they are, and the way out. */
export function AccountMenu({ user, provider }: { readonly user: AccountUser; readonly provider: string }) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const name = user.name ?? `${provider} user`;

  return (
    <>
      <button type="button" className="demo-button account-name" popoverTarget={id} aria-label={`Account of ${name}`}>
        <Avatar url={user.avatar_url} name={name} />
        <span className="account-words">{name}</span>
      </button>
      <div
        id={id}
        popover="auto"
        className="account-menu"
        role="dialog"
        aria-label="Account"
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        <p className="account-who">
          {name}
          <small>Signed in with {provider}</small>
        </p>
        {isOpen && <SessionList />}
        <button type="button" className="demo-button" onClick={() => void signOut().catch(() => setHasFailed(true))}>
          <PageIcon name="leave" />
          Sign out
        </button>
        {hasFailed && (
          <p role="alert" className="account-trouble">
            You are still signed in: the server could not be reached. Try again.
          </p>
        )}
      </div>
    </>
  );
}
