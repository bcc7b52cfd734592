import { createContext, useContext } from 'react';

/** Says a text to those who use a screen reader. */
export type Announce = (text: string) => void;

export const AnnounceContext = createContext<Announce>(() => undefined);

/** Has the nearest `Announcer` say something; without one, nothing is said. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
