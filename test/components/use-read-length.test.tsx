import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useReadLength } from '../../src/components/markdown/use-read-length.ts';
import { partText } from '../../src/protocol/index.ts';

const prose = 'word '.repeat(100_000);

let now = 1;

/** A text that came at once into an empty answer, and a browser whose frames the test gives. */
function catchUp(text: string) {
  const { result, rerender } = renderHook(({ of }) => useReadLength(of), { initialProps: { of: partText('') } });
  rerender({ of: partText(text) });
  return {
    read: () => result.current,
    /** Lets frames pass that take so long, and says how much was read in each. */
    steps(count: number, frameMs: number) {
      const lengths = Array.from({ length: count }, () => {
        const before = result.current;
        act(() => {
          now += frameMs;
          vi.advanceTimersToNextFrame();
        });
        return result.current - before;
      });
      return lengths;
    },
  };
}

describe('what comes at once', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => void vi.useRealTimers());

  it('is read little by little, and more in each frame while frames are quick', () => {
    const { read, steps } = catchUp(prose);
    expect(read()).toBeLessThan(5000);
    const quick = steps(6, 16);
    expect(quick).toEqual(quick.toSorted((a, b) => a - b));
    expect(quick.at(-1)).toBeGreaterThan(4 * (quick[0] ?? 0));
    steps(20, 16);
    expect(read()).toBe(prose.length);
  });

  it('is read no faster than frames allow', () => {
    const { steps } = catchUp(prose);
    const quick = steps(6, 16);
    const slow = steps(5, 150);
    expect(slow.at(-1)).toBeGreaterThan(0);
    expect(slow.at(-1)).toBeLessThan((quick.at(-1) ?? 0) / 4);
  });

  it('is read by its marks where there are many of them', () => {
    const { read, steps } = catchUp('*a'.repeat(20_000));
    expect(read()).toBeLessThan(5000);
    expect(Math.max(...steps(3, 150))).toBeLessThan(2000);
  });
});
