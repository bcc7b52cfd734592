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
  /** Counts one more socket of a new anonymous user, until it is gone, or whose it is has been said. */
  enter(address: string): Stop;
  /**
   * Counts one more socket of an anonymous user who was there before, until it is gone.
   * @throws RequestError if there are too many.
   */
  comeBack(address: string): Stop;
}

/** What is allowed. */
export interface AddressLimitsOptions {
  readonly upgradeRate: Rate;
  readonly maxAnonymousSockets: number;
  readonly now: () => number;
}

/** How many users there may be for each socket of a new one: homes and offices have one address, and those of them who come back are many. */
const usersPerNewSocket = 10;
/** When to try again where an address has as many anonymous sockets as may be, in milliseconds. */
const fullMs = 5000;

/** Limits of addresses that have taken nothing yet. */
export function createAddressLimits({ upgradeRate, maxAnonymousSockets, now }: AddressLimitsOptions): AddressLimits {
  const upgrades = createTokenBuckets(upgradeRate, now);
  const most = usersPerNewSocket * maxAnonymousSockets;
  const newcomers = createTokenBuckets({ perSecond: 1, burst: most }, now);
  const ofNewcomers = createCounter();
  const ofOthers = createCounter();

  return {
    takeUpgrade: upgrades.take,
    takeNewcomer(address) {
      const retry_after_ms = ofNewcomers.of(address) >= maxAnonymousSockets ? fullMs : newcomers.take(address);
      if (retry_after_ms > 0) throw tooMany('new users', retry_after_ms);
    },
    giveBackNewcomer: newcomers.giveBack,
    enter: ofNewcomers.add,
    comeBack(address) {
      if (ofOthers.of(address) >= most) throw tooMany('anonymous users', fullMs);
      return ofOthers.add(address);
    },
  };
}

function tooMany(whom: string, retry_after_ms: number): RequestError {
  return new RequestError('rate_limited', `Too many ${whom} from this address.`, { retry_after_ms, closeCode: closeCodes.tooMany });
}

/** How many there are of each key. */
function createCounter() {
  const counts = new Map<string, number>();

  function count(key: string, by: number): void {
    const left = (counts.get(key) ?? 0) + by;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  }

  return {
    of: (key: string) => counts.get(key) ?? 0,
    add(key: string): Stop {
      count(key, 1);
      let hasLeft = false;
      return () => {
        if (!hasLeft) count(key, -1);
        hasLeft = true;
      };
    },
  };
}
