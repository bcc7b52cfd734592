import { joinTexts, type Inline } from './inline.ts';
import { scanInline, type Ending, type Syntax } from './scan-inline.ts';

/** Text of a block that may grow. What no further text can change is settled, and never read again. */
export interface GrowingInline {
  readonly settled: readonly Inline[];
  readonly tail: string;
  /** How much of the tail was read in vain. */
  readonly tried: number;
}

export const noInline: GrowingInline = { settled: [], tail: '', tried: 0 };

/** Nothing reaches further than this many characters: an opener whose end is not there by then is text. */
const reach = 2048;
/** Text is shown in pieces, since the cost of a text node grows with its length. */
const pieceLength = 256;

/** The text with more at its end. */
export function growInline(text: GrowingInline, more: string, syntax: Syntax): GrowingInline {
  let { settled, tried } = text;
  let tail = text.tail + more;
  while (tail.length >= nextTry(tried)) {
    const part = tail.slice(0, reach);
    const { nodes, settledAt, settledCount } = scanInline(part, 'more', syntax);
    if (settledAt > 0) {
      settled = joinSettled(settled, nodes.slice(0, settledCount));
      tail = tail.slice(settledAt);
    } else if (part.length === reach) {
      const end = lastSpace(part);
      settled = joinSettled(settled, scanInline(part.slice(0, end), 'end', syntax).nodes);
      tail = tail.slice(end);
    }
    tried = tail.length;
    if (tail.length < reach) break;
  }
  return { settled, tail, tried };
}

/** How long a tail is when it is read anew: of a long one each letter is read a few times, whatever it is part of. */
function nextTry(tried: number): number {
  return Math.min(reach, Math.max(1, 1.5 * tried - 64));
}

/** The text as it is to be shown now. */
export function inlineNow({ settled, tail }: GrowingInline, ending: Exclude<Ending, 'more'>, syntax: Syntax): readonly Inline[] {
  return tail === '' ? settled : joinSettled(settled, scanInline(tail, ending, syntax).nodes);
}

/** A text that is known to the end. */
export function readInline(text: string, ending: Exclude<Ending, 'more'>, syntax: Syntax): readonly Inline[] {
  return inlineNow(growInline(noInline, text, syntax), ending, syntax);
}

function joinSettled(settled: readonly Inline[], nodes: readonly Inline[]): readonly Inline[] {
  const [first = '', ...rest] = joinTexts(nodes);
  const last = settled.at(-1);
  if (typeof first === 'string' && typeof last === 'string' && last.length < pieceLength)
    return [...settled.slice(0, -1), last + first, ...rest];
  return first === '' ? [...settled, ...rest] : [...settled, first, ...rest];
}

function lastSpace(part: string): number {
  const space = part.lastIndexOf(' ');
  if (space > 0) return space;
  return /[\uD800-\uDBFF]$/.test(part) ? part.length - 1 : part.length;
}
