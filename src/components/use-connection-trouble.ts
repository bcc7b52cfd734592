import { useEffect, useState } from 'react';

/** How long the connection may be away before it is spoken of, and its return stays on the screen, in ms. */
const delayMs = { down: 1000, up: 2500 } as const;

/** Whether there is trouble worth a word: `down` once it has lasted, `back` for a while after, else `none`. */
export function useConnectionTrouble(isDown: boolean): 'none' | 'down' | 'back' {
  const now = isDown ? 'down' : 'up';
  const [settled, setSettled] = useState<'down' | 'up'>('up');
  // State from a timer: what has lasted cannot be derived from what is.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), delayMs[now]);
    return () => clearTimeout(timer);
  }, [now]);
  if (settled === 'up') return 'none';
  return isDown ? 'down' : 'back';
}
