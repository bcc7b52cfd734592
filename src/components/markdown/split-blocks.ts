import type { PartText } from '../../protocol/index.ts';

/** Markdown cut at the blank lines between its blocks. A value, like the text it was cut from. */
export interface Blocks {
  /** What no further text can change, in groups that keep their identity once they are full. */
  readonly groups: readonly (readonly string[])[];
  /** The block that is still being written. */
  readonly open: string;
  /** What would close the code that the open block stands in, if it does. */
  readonly fence: string | undefined;
  /** The reference definitions of the closed blocks: they count everywhere. */
  readonly definitions: string;
}

interface Cut extends Blocks {
  /** Where in the open block its last, unfinished line begins. */
  readonly lineStart: number;
  readonly isAfterBlank: boolean;
}

/** How many blocks make a group, which is how React gets past hundreds of them at the price of a few. */
export const groupSize = 32;

const start: Cut = { groups: [], open: '', fence: undefined, definitions: '', lineStart: 0, isAfterBlank: false };

/** The last cut of a text, by the chunks that its versions share. */
const lastCuts = new WeakMap<readonly string[], { count: number; cut: Cut }>();

/** Cuts a text into blocks. Of a text that has grown since it was last cut, only what is new is read. */
export function splitBlocks(text: PartText): Blocks {
  const last = lastCuts.get(text.chunks);
  const known = last && last.count <= text.count ? last : { count: 0, cut: start };
  const cut = text.chunks.slice(known.count, text.count).reduce(read, known.cut);
  if (!last || last.count < text.count) lastCuts.set(text.chunks, { count: text.count, cut });
  return cut;
}

function read(cut: Cut, chunk: string): Cut {
  return (chunk.match(/[^\n]*\n|[^\n]+/g) ?? []).reduce(readLine, cut);
}

/** Takes a line, or a part of one that has no end yet. */
function readLine(cut: Cut, piece: string): Cut {
  const grown = { ...cut, open: cut.open + piece };
  const line = grown.open.slice(cut.lineStart);
  const next = cut.isAfterBlank && beginsBlock(line, cut) ? closeBlock(cut, line) : grown;
  if (!line.endsWith('\n')) return next;
  const fence = fenceAfter(next.fence, line);
  const isBlank = line.trim() === '' && fence === undefined;
  return { ...next, fence, lineStart: next.open.length, isAfterBlank: isBlank };
}

function closeBlock(cut: Cut, line: string): Cut {
  const closed = cut.open.slice(0, cut.lineStart);
  const last = cut.groups.at(-1);
  const groups = last && last.length < groupSize ? cut.groups.with(-1, [...last, closed]) : [...cut.groups, [closed]];
  return { ...cut, groups, definitions: cut.definitions + definitionsIn(closed), open: line, lineStart: 0, isAfterBlank: false };
}

const listMarker = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
/** A line that is a list item, or may become one. */
const maybeListMarker = /^(?:[-*+]|\d{1,9}[.)]?)(?:\s|$)/;

function beginsBlock(line: string, { open }: Cut): boolean {
  if (line.trim() === '') return false;
  if (listMarker.test(open)) return !/^\s/.test(line) && !maybeListMarker.test(line);
  return !(/^\s/.test(open) && /^\s/.test(line));
}

function fenceAfter(fence: string | undefined, line: string): string | undefined {
  if (fence !== undefined) return isClosingFence(line.trim(), fence) ? undefined : fence;
  const [, opened, info = ''] = /^\s*(?:(?:[-*+>]|\d{1,9}[.)])\s*)*(`{3,}|~{3,})(.*)/.exec(line) ?? [];
  return opened?.startsWith('`') && info.includes('`') ? undefined : opened;
}

function isClosingFence(line: string, fence: string): boolean {
  return line.startsWith(fence) && line === fence.charAt(0).repeat(line.length);
}

/** The lines of a block that define what a reference link points to. */
export function definitionsIn(block: string): string {
  if (!block.includes(']:') || /^\s*(`{3}|~{3})/.test(block)) return '';
  return (block.match(/^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$/gm) ?? []).map((line) => `${line}\n`).join('');
}
