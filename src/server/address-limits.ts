import type { Stop } from './environment.ts';
import { createTokenBuckets, type Rate } from './token-bucket.ts';

/** What one address may take, however many users it makes of itself. */
export interface AddressLimits {
  /** 0 if it may open a socket now, otherwise how many milliseconds too early it is. */
  takeUpgrade(address: string): number;
  /** 0 if a new anonymous user may come from there now, otherwise when it may try again, in milliseconds. */
  takeNewcomer(address: string): number;
  /** Counts one more anonymous socket, until it is gone. */
  enter(address: string): Stop;
}

/** What is allowed. */
export interface AddressLimitsOptions {
  readonly upgradeRate: Rate;
  readonly maxAnonymousSockets: number;
  readonly now: () => number;
}

/** When to try again where an address has as many anonymous sockets as may be, in milliseconds. */
const fullMs = 5000;

/** Limits of addresses that have taken nothing yet. */
export function createAddressLimits({ upgradeRate, maxAnonymousSockets, now }: AddressLimitsOptions): AddressLimits {
  const upgrades = createTokenBuckets(upgradeRate, now);
  const newcomers = createTokenBuckets({ perSecond: 1, burst: 10 * maxAnonymousSockets }, now);
  const sockets = new Map<string, number>();

  function count(address: string, by: number) {
    const left = (sockets.get(address) ?? 0) + by;
    if (left > 0) sockets.set(address, left);
    else sockets.delete(address);
  }

  return {
    takeUpgrade: upgrades.take,
    takeNewcomer: (address) => ((sockets.get(address) ?? 0) >= maxAnonymousSockets ? fullMs : newcomers.take(address)),
    enter(address) {
      count(address, 1);
      return () => count(address, -1);
    },
  };
}
