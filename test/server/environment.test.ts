import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemEnvironment } from '../../src/server/environment.ts';

describe('a timer of the system', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([3_000_000_000, Number.POSITIVE_INFINITY])(
    'does not go off at once when it is set for %d ms, longer than Node.js can wait',
    (ms) => {
      const onTime = vi.fn<() => void>();
      const stops = [systemEnvironment.after(ms, onTime), systemEnvironment.every(ms, onTime)];

      vi.advanceTimersByTime(24 * 60 * 60_000);
      for (const stop of stops) stop();

      expect(onTime).not.toHaveBeenCalled();
    },
  );
});
