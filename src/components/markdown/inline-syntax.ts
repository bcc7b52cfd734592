import { decodeEntities } from './decode-entities.ts';

const isSpace = (character: string) => character === '' || /\s/.test(character);
const isPunctuation = (character: string) => /[\p{P}\p{S}]/u.test(character);

/** Whether a run of emphasis marks can open or close, by what stands on its sides. */
export function sidesOf(mark: string, before: string, after: string): { canOpen: boolean; canClose: boolean } {
  const isLeft = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const isRight = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  if (mark !== '_') return { canOpen: isLeft, canClose: isRight };
  return { canOpen: isLeft && (!isRight || isPunctuation(before)), canClose: isRight && (!isLeft || isPunctuation(after)) };
}

/** What can follow a label: an address with an optional title, in parentheses. */
const target =
  /\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\<]|\\.)(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)?)(?:\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)))?\s*\)/y;

/** The address and title at a place of a text, and where they end. */
export function targetAt(text: string, at: number): { url: string; title: string | undefined; end: number } | undefined {
  target.lastIndex = at;
  const found = target.exec(text);
  if (!found) return undefined;
  const title = found[3] ?? found[4] ?? found[5];
  return { url: unescaped(found[1] ?? found[2] ?? ''), title: title === undefined ? undefined : unescaped(title), end: target.lastIndex };
}

/** Text without its backslashes and character references. */
export function unescaped(text: string): string {
  return decodeEntities(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

/** References are found by this: neither case nor the kind of white space counts. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A bare address without the punctuation of the sentence around it. */
export function trimUrl(url: string): string {
  const trimmed = url.replace(/(?:[?!.,:;*_~'"]|&[a-z]+;)+$/i, '');
  let surplus = trimmed.split(')').length - trimmed.split('(').length;
  let end = trimmed.length;
  for (; surplus > 0 && trimmed.charAt(end - 1) === ')'; surplus -= 1) end -= 1;
  return trimmed.slice(0, end).replace(/[?!.,:;*_~'"]+$/, '');
}

/** Footnotes stand among the definitions under this. */
export const noteKey = (label: string) => `^${labelKey(label)}`;
