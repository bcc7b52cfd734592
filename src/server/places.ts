import type { Stop } from './environment.ts';

/** Places of which each user has so many. */
export interface Places {
  /** Resolves when there is one, first come first served, with what gives it back. */
  take(userId: string): Promise<Stop>;
}

/** @param count of the places of one user. */
export function createPlaces(count: number): Places {
  const taken = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  function giveBack(userId: string): void {
    const next = waiting.get(userId)?.shift();
    if (waiting.get(userId)?.length === 0) waiting.delete(userId);
    if (next) return next();
    const left = (taken.get(userId) ?? 0) - 1;
    if (left > 0) taken.set(userId, left);
    else taken.delete(userId);
  }

  return {
    async take(userId) {
      const held = taken.get(userId) ?? 0;
      if (held < count) taken.set(userId, held + 1);
      else await new Promise<void>((resolve) => waiting.set(userId, [...(waiting.get(userId) ?? []), resolve]));
      return () => giveBack(userId);
    },
  };
}
