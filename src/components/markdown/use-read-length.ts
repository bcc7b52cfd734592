import { useEffect, useRef, useState } from 'react';
import { joinText, type PartText } from '../../protocol/index.ts';
import { requestFrame } from '../../store/index.ts';

/** How many characters are read and rendered in a frame at least, and how many marks and lines, each of which may be an element of its own. */
const [letters, marks] = [4096, 512];
/** How many times that a text begins with, and how many times it is read at most. */
const [atOnce, most] = [3, 8];
/** Behind which frames more is read, and behind which less, in milliseconds. */
const [quickMs, slowMs] = [66, 100];

/**
 * How much of a text to read now. What comes in great amounts at once, as after a long time without a connection, is shown in order,
 * some of it each frame, and more of it while frames are quick: nothing that stands already moves, a list that follows its end goes
 * along, and no frame is late.
 */
export function useReadLength(text: PartText): number {
  const [reached, setReached] = useState(() => endOfStep(text, 0, atOnce));
  /** Of the last step: how many times the least, and when; undefined where there was none to compare with. */
  const last = useRef<{ readonly times: number; readonly at: number }>(undefined);
  useEffect(() => {
    if (text.length <= reached) {
      last.current = undefined;
      return undefined;
    }
    return requestFrame(() => {
      const at = performance.now();
      const times = last.current ? pace(last.current.times, at - last.current.at) : 1;
      last.current = { times, at };
      setReached(endOfStep(text, reached, times));
    });
  }, [text, reached]);
  return Math.min(text.length, reached);
}

/** How much to read in a step, by how much it was in the one before, and how long that took. */
function pace(times: number, tookMs: number): number {
  if (tookMs < quickMs) return Math.min(most, times * 2);
  return tookMs > slowMs ? Math.max(1, times / 2) : times;
}

function endOfStep(text: PartText, from: number, times: number): number {
  // What streams in is little at a time.
  const ahead = text.length + letters;
  if (text.length - from <= marks) return ahead;
  const step = joinText(text).slice(from, from + letters * times);
  let count = 0;
  for (const { index } of step.matchAll(/[-*_~`[|\n]/g)) {
    count += 1;
    if (count >= marks * times) return from + index + 1;
  }
  return Math.min(from + letters * times, ahead);
}
