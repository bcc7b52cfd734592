import { mendInline } from './mend-inline.ts';

/**
 * What of an unfinished block can be shown: half-open syntax is closed, and a line that may still turn into something else is held
 * back, so that a reader never sees a raw `**`, half a link or the pipes of a table that has no delimiter row yet.
 */
export function mendOpenBlock(raw: string, fence: string | undefined): string {
  const lineStart = raw.lastIndexOf('\n') + 1;
  if (fence !== undefined) return isPartOfFence(raw.slice(lineStart), fence) ? raw.slice(0, lineStart) : raw;
  const decided = holdUndecidedTable(isUndecidedLine(raw.slice(lineStart)) ? raw.slice(0, lineStart) : raw);
  const leafStart = startOfLeaf(decided);
  return decided.slice(0, leafStart) + mendInline(decided.slice(leafStart));
}

function isPartOfFence(line: string, fence: string): boolean {
  const written = line.trim();
  return written !== '' && written === fence.charAt(0).repeat(written.length);
}

/** A marker without anything behind it: of a list, a task, a heading, a quotation, code, a rule, or of emphasis. */
function isUndecidedLine(line: string): boolean {
  return /^\s*(?:[-*+_=#>~`]+|\d{1,9}[.)]?)\s*$/.test(line) || /^\s*[-*+]\s+\[[ xX]?\]?\s*$/.test(line);
}

/** A table is none before its delimiter row is complete: until then neither row is shown. */
function holdUndecidedTable(raw: string): string {
  const [rows = ''] = /(?:^[ \t]*\|.*(?:\n|$))+$/m.exec(raw) ?? [];
  const [, delimiters, ...body] = rows.split('\n');
  const isUndecided = rows !== '' && (delimiters === undefined || (body.length === 0 && /^[\s|:-]*$/.test(delimiters)));
  return isUndecided ? raw.slice(0, -rows.length) : raw;
}

/** Where the text begins in which the end of the block stands: behind the last marker or cell border. */
function startOfLeaf(raw: string): number {
  const lineStart = raw.lastIndexOf('\n') + 1;
  const line = raw.slice(lineStart);
  if (/^\s*\|/.test(line)) return lineStart + line.lastIndexOf('|') + 1;
  const marker = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+(?:\[[ xX]\][ \t])?)+/gm;
  return Math.max(raw.lastIndexOf('\n\n') + 1, ...Array.from(raw.matchAll(marker), (match) => match.index + match[0].length));
}
