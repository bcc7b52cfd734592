import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../src/server/token-bucket.ts';

function bucketAt(time: { now: number }) {
  return createTokenBucket({ perSecond: 2, burst: 3 }, () => time.now);
}

describe('a token bucket', () => {
  it('lets through a burst, and then says how long to wait', () => {
    const bucket = bucketAt({ now: 0 });

    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([0, 0, 0, 500]);
  });

  it('fills up again at its rate, and not beyond its burst', () => {
    const time = { now: 0 };
    const bucket = bucketAt(time);
    for (let n = 0; n < 3; n += 1) bucket.take();

    time.now = 500;
    expect([1, 2].map(() => bucket.take())).toEqual([0, 500]);
    time.now = 60_000;
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([0, 0, 0, 500]);
  });

  it('goes on when the clock is set back', () => {
    const time = { now: 3_600_000 };
    const bucket = bucketAt(time);
    for (let n = 0; n < 3; n += 1) bucket.take();

    time.now = 0;
    expect(bucket.take()).toBe(500);
    time.now = 500;
    expect(bucket.take()).toBe(0);
  });
});
