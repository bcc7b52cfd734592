import { useCallback, useSyncExternalStore } from 'react';

/** The time in ms since 1970, in steps of `intervalMs`; the component renders at each step while `isActive`. */
export function useNow(intervalMs: number, isActive: boolean): number {
  const subscribe = useCallback(
    (onStep: () => void) => {
      if (!isActive) return () => undefined;
      const timer = setInterval(onStep, intervalMs);
      return () => clearInterval(timer);
    },
    [intervalMs, isActive],
  );
  const read = () => Math.floor(Date.now() / intervalMs) * intervalMs;
  return useSyncExternalStore(subscribe, read, read);
}
