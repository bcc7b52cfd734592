import { useState } from 'react';

/** The picture of a person, or the first letter of their name. */
export function Avatar({ url, name }: { readonly url: string | null; readonly name: string }) {
  const [isMissing, setIsMissing] = useState(false);
  if (url === null || isMissing) {
    return (
      <span className="account-avatar" aria-hidden="true">
        {[...name][0]?.toUpperCase()}
      </span>
    );
  }
  return <img className="account-avatar" src={url} alt="" referrerPolicy="no-referrer" onError={() => setIsMissing(true)} />;
}
