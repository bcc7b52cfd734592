import { useEffect, useState } from 'react';
import { requestFrame } from '../../store/index.ts';

/** How many characters are read and rendered in one frame: what a slow machine does within a few hundredths of a second. */
const perFrame = 8192;

/**
 * How much of a text to read now. What comes in great amounts at once, as after a long time without a connection, is shown in order,
 * some of it each frame: nothing that stands already moves, a list that follows its end goes along, and no frame is late.
 */
export function useReadLength(length: number): number {
  const [reached, setReached] = useState(perFrame);
  useEffect(() => {
    if (length <= reached) return undefined;
    return requestFrame(() => setReached(reached + perFrame));
  }, [length, reached]);
  return Math.min(length, reached);
}
