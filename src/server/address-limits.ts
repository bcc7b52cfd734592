import { closeCodes } from '../protocol/index.ts';
import type { Stop } from './environment.ts';
import { RequestError } from './request-error.ts';
import { createTokenBuckets, type Rate } from './token-bucket.ts';

/** What one address may take, however many users it makes of itself. */
export interface AddressLimits {
  /** 0 if it may open a socket now, otherwise how many milliseconds too early it is. */
  takeUpgrade(address: string): number;
  /**
   * Counts one more new anonymous user.
   * @throws RequestError if too many have come from there, or have sockets.
   */
  takeNewcomer(address: string): void;
  /** One of them was nobody new: another may come. */
  giveBackNewcomer(address: string): void;
  /** Counts one more anonymous socket, until it is gone, or whose it is has been said. */
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
    takeNewcomer(address) {
      const isFull = (sockets.get(address) ?? 0) >= maxAnonymousSockets;
      const retry_after_ms = isFull ? fullMs : newcomers.take(address);
      if (retry_after_ms === 0) return;
      throw new RequestError('rate_limited', 'Too many new users from this address.', { retry_after_ms, closeCode: closeCodes.tooMany });
    },
    giveBackNewcomer: newcomers.giveBack,
    enter(address) {
      count(address, 1);
      let hasLeft = false;
      return () => {
        if (!hasLeft) count(address, -1);
        hasLeft = true;
      };
    },
  };
}
