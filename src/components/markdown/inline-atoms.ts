import type { Inline } from './inline.ts';
import { trimUrl } from './inline-syntax.ts';

/** A piece of text that holds no other, and where it ends. */
export interface Found {
  readonly node: Inline;
  readonly end: number;
}

/** What a sticky pattern finds at a place. */
export function matchAt(source: string, pattern: RegExp, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** An address in angle brackets, or the one tag that means something: a line break. */
export function angleAt(source: string, at: number): Found | undefined {
  const written = matchAt(source, /<(?:https?:\/\/|mailto:)[^\s<>]*>|<[^\s<>@:/]+@[^\s<>@]+>|<br\s?\/?>/iy, at);
  if (written === undefined) return undefined;
  const end = at + written.length;
  if (/^<br\s?\/?>$/i.test(written)) return { node: { type: 'break' }, end };
  const shown = written.slice(1, -1);
  const url = /^(?:https?|mailto):/i.test(shown) ? shown : `mailto:${shown}`;
  return { node: { type: 'link', url, title: undefined, content: [shown], raw: written }, end };
}

/** Whether the text ends in what may become one. */
export function isAngleBegun(source: string, at: number): boolean {
  return matchAt(source, /<(?:(?:https?:|mailto:)[^\s<>]*|br?\s?\/?)?$/iy, at) !== undefined;
}

/** `$…$`, `$$…$$`, `\\(…\\)` or `\\[…\\]`. A dollar before a digit that ends nothing is a price. */
export function formulaAt(source: string, at: number): Found | undefined {
  const formula = /\$\$([^$]+)\$\$|\$(?!\s)((?:\\[\s\S]|[^$\\])+)(?<!\s)\$(?!\d)|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]/y;
  formula.lastIndex = at;
  const found = formula.exec(source);
  if (!found) return undefined;
  const tex = (found[1] ?? found[2] ?? found[3] ?? found[4] ?? '').trim();
  return { node: { type: 'math', tex, isDisplay: (found[1] ?? found[4]) !== undefined }, end: formula.lastIndex };
}

/** Whether the text ends in what may become a formula. */
export function isFormulaBegun(source: string, at: number): boolean {
  return matchAt(source, /\$(?:[^\d\s$][^$]{0,200})?$|\$\$[^$]*\$?$|\\[([][\s\S]*$/y, at) !== undefined;
}

/** A bare address, or text that only begins like one. */
export function urlAt(source: string, at: number): Found {
  const written = trimUrl(matchAt(source, /[^\s<>[\]`|]+/y, at) ?? '');
  const end = at + Math.max(1, written.length);
  if (!/^(?:https?:\/\/|www\.)[^\s.:/?#]/.test(written)) return { node: source.slice(at, end), end };
  const url = written.startsWith('www.') ? `https://${written}` : written;
  return { node: { type: 'link', url, title: undefined, content: [written], raw: written }, end };
}

/** Code in a line: between two equal runs of backticks. */
export function codeAt(source: string, at: number): Found | undefined {
  const fence = fenceAt(source, at);
  const from = at + fence.length;
  const runs = /`+/g;
  runs.lastIndex = from;
  for (let run = runs.exec(source); run; run = runs.exec(source)) {
    if (run[0] === fence) return { node: { type: 'code', text: codeText(source.slice(from, run.index)) }, end: runs.lastIndex };
  }
  return undefined;
}

/** The run of backticks that begins there. */
export function fenceAt(source: string, at: number): string {
  return matchAt(source, /`+/y, at) ?? '`';
}

/** Code in a line, without the one space on each side that sets it off. */
export function codeText(written: string): string {
  const line = written.replaceAll('\n', ' ');
  return /^ .*\S.* $/.test(line) ? line.slice(1, -1) : line;
}
