import { useEffect, useState } from 'react';
import { joinText, type PartText } from '../../protocol/index.ts';
import { requestFrame } from '../../store/index.ts';

/** How many characters are read and rendered in one frame: what a slow machine does within a few hundredths of a second. */
const perFrame = 8192;
/** And how many marks and lines, each of which may be an element of its own: more than any text has that is written to be read. */
const marksPerFrame = 1536;

/**
 * How much of a text to read now. What comes in great amounts at once, as after a long time without a connection, is shown in order,
 * some of it each frame: nothing that stands already moves, a list that follows its end goes along, and no frame is late.
 */
export function useReadLength(text: PartText): number {
  const [reached, setReached] = useState(() => endOfFrame(text, 0));
  useEffect(() => {
    if (text.length <= reached) return undefined;
    return requestFrame(() => setReached(endOfFrame(text, reached)));
  }, [text, reached]);
  return Math.min(text.length, reached);
}

function endOfFrame(text: PartText, from: number): number {
  // What streams in is little at a time.
  if (text.length - from <= marksPerFrame) return from + perFrame;
  const marks = joinText(text)
    .slice(from, from + perFrame)
    .matchAll(/[-*_~`[|\n]/g);
  let count = 0;
  for (const { index } of marks) {
    count += 1;
    if (count === marksPerFrame) return from + index + 1;
  }
  return from + perFrame;
}
