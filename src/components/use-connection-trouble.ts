import { useEffect, useState } from 'react';

/** What is to be said of the connection. `connecting`: it has never been there. */
export type ConnectionTrouble = 'none' | 'connecting' | 'down' | 'back';

/** How long the connection may be away before it is spoken of, and its return stays on the screen, in ms. */
const delayMs = { connecting: 1000, down: 1000, up: 2500 } as const;

/** Whether there is trouble worth a word: once it has lasted, and, where something was lost, for a while after. */
export function useConnectionTrouble(isDown: boolean, wasLive: boolean): ConnectionTrouble {
  const down = wasLive ? 'down' : 'connecting';
  const now = isDown ? down : 'up';
  const [settled, setSettled] = useState<keyof typeof delayMs>('up');
  // State from a timer: what has lasted cannot be derived from what is.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), delayMs[now]);
    return () => clearTimeout(timer);
  }, [now]);
  if (now === 'up') return settled === 'down' ? 'back' : 'none';
  return settled === now ? now : 'none';
}
