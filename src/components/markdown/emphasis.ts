import { joinTexts, type Inline } from './inline.ts';

/** Marks that may become emphasis, or a bracket that may become a link. Its characters are the text at `place` until then. */
export interface Mark {
  readonly mark: string;
  readonly place: number;
  /** Where in the source it ends. */
  readonly end: number;
  count: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

const deepest = 24;

/** Adds a mark that waits for its other half. Of too many the oldest is text, so that nothing nests without end. */
export function waitFor(marks: Mark[], mark: Mark): void {
  marks.push(mark);
  if (marks.length > deepest) marks.shift();
}

/** Lets a run of marks close what it can of the emphasis before it, in place; returns how many marks are left of it. */
export function closeEmphasis(nodes: Inline[], marks: Mark[], closer: Omit<Mark, 'place' | 'end'>): number {
  let { count } = closer;
  while (count > 0) {
    const found = findOpener(marks, closer, count);
    const opener = marks[found];
    if (!opener) return count;
    const used = closer.mark === '~' ? count : Math.min(2, count, opener.count);
    marks.length = found + 1;
    wrap(nodes, marks, opener, used);
    count -= used;
  }
  return 0;
}

function findOpener(marks: readonly Mark[], closer: Omit<Mark, 'place' | 'end'>, count: number): number {
  for (let index = marks.length - 1; index >= 0; index -= 1) {
    const opener = marks[index];
    if (!opener || opener.mark === '[' || opener.mark === '![') return -1;
    if (opener.mark !== closer.mark || !opener.canOpen) continue;
    if (closer.mark === '~' ? opener.count === count : !breaksRuleOfThree(opener, closer, count)) return index;
  }
  return -1;
}

/** `*foo**bar*`: runs that could do both go together only if their lengths do not make three. */
function breaksRuleOfThree(opener: Mark, closer: Omit<Mark, 'place' | 'end'>, count: number): boolean {
  return (opener.canClose || closer.canOpen) && (opener.count + count) % 3 === 0 && (opener.count % 3 !== 0 || count % 3 !== 0);
}

/** Puts all that stands behind the last mark into an element, and takes as many of its characters. */
export function wrap(nodes: Inline[], marks: Mark[], opener: Mark, used: number): void {
  const content = joinTexts(nodes.splice(opener.place + 1));
  const type = opener.mark === '~' ? 'del' : used === 2 ? 'strong' : 'em';
  opener.count -= used;
  nodes[opener.place] = opener.mark.repeat(opener.count);
  nodes.push({ type, content });
  if (opener.count === 0) marks.pop();
}
