import { useCallback, useSyncExternalStore } from 'react';
import { useChatContext } from './chat-context.ts';

/** The time by this machine's clock in ms since 1970, in steps of `intervalMs`; the component renders at each step while `isActive`. */
export function useNow(intervalMs: number, isActive: boolean): number {
  return useClock(Date.now, intervalMs, isActive);
}

/** As `useNow`, by the server's clock: what the times in messages are to be held against. */
export function useServerNow(intervalMs: number, isActive: boolean): number {
  return useClock(useChatContext('useServerNow()').store.client.serverNow, intervalMs, isActive);
}

/** As `useNow`, by any clock that gives ms since 1970. */
export function useClock(clock: () => number, intervalMs: number, isActive: boolean): number {
  const subscribe = useCallback(
    (onStep: () => void) => {
      if (!isActive) return () => undefined;
      const timer = setInterval(onStep, intervalMs);
      return () => clearInterval(timer);
    },
    [intervalMs, isActive],
  );
  const read = () => Math.floor(clock() / intervalMs) * intervalMs;
  return useSyncExternalStore(subscribe, read, read);
}
