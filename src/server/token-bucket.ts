/** How fast something may happen: so many a second, and that many at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Lets through what keeps to a rate. */
export interface TokenBucket {
  /** 0 if it may happen now, otherwise how many milliseconds too early it is. */
  take(): number;
  /** What was taken last did not happen. */
  giveBack(): void;
  isFull(): boolean;
}

/** A full bucket. */
export function createTokenBucket({ perSecond, burst }: Rate, now: () => number): TokenBucket {
  let level = burst;
  let at = now();

  function refill() {
    const time = now();
    // A clock that was set back must not empty the bucket.
    level = Math.min(burst, level + (Math.max(0, time - at) / 1000) * perSecond);
    at = time;
  }

  return {
    take() {
      refill();
      if (level >= 1) {
        level -= 1;
        return 0;
      }
      return Math.ceil(((1 - level) / perSecond) * 1000);
    },
    giveBack() {
      level = Math.min(burst, level + 1);
    },
    isFull() {
      refill();
      return level >= burst;
    },
  };
}

/** How many buckets are kept before the full ones, which say nothing, are dropped. */
const sweepSize = 1000;

/** One bucket for each key. */
export interface TokenBuckets {
  take(key: string): number;
  giveBack(key: string): void;
}

/** Buckets that are full, whatever their key. */
export function createTokenBuckets(rate: Rate, now: () => number): TokenBuckets {
  let buckets = new Map<string, TokenBucket>();
  return {
    take(key) {
      const bucket = buckets.get(key) ?? createTokenBucket(rate, now);
      if (buckets.size >= sweepSize) buckets = new Map([...buckets].filter(([, other]) => !other.isFull()));
      buckets.set(key, bucket);
      return bucket.take();
    },
    giveBack: (key) => buckets.get(key)?.giveBack(),
  };
}
