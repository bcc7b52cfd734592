import { useCallback, useState, type ReactNode } from 'react';
import { splitPiles } from './markdown/split-piles.tsx';
import { AnnounceContext } from './use-announce.ts';

interface Utterance {
  readonly place: number;
  readonly text: string;
}

/** One polite voice for what is inside: each text is said once, and the same text again if it comes again. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<readonly Utterance[]>([]);
  const announce = useCallback((text: string) => {
    setSaid((before) => [...before.slice(-1), { place: (before.at(-1)?.place ?? 0) + 1, text }]);
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="chat-visually-hidden" role="status" aria-live="polite" aria-atomic="false">
        {said.map(({ place, text }) => (
          <p key={place}>{splitPiles(text)}</p>
        ))}
      </div>
    </AnnounceContext.Provider>
  );
}
