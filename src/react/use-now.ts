import { useEffect, useState } from 'react';

/** The time in ms since 1970, renewed every `intervalMs` while `isActive`. */
export function useNow(intervalMs: number, isActive: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  // A clock is outside React, so an effect has to bring it in.
  useEffect(() => {
    if (!isActive) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs, isActive]);
  return now;
}
