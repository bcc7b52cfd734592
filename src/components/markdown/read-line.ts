import {
  emptyContainer,
  type Container,
  type EndedBlock,
  type OpenBlock,
  type OpenCode,
  type OpenList,
  type OpenParagraph,
} from './block.ts';
import { growInline, noInline } from './growing-inline.ts';
import { grow, type Grown } from './grown.ts';
import { unescaped } from './inline-syntax.ts';
import {
  definitionOf,
  fenceOf,
  headingOf,
  indentOf,
  interruptsParagraph,
  isBlank,
  isRule,
  markerOf,
  mathFenceOf,
  noteOf,
  quoteOf,
  underlineOf,
  type Marker,
} from './line-syntax.ts';
import type { Syntax } from './scan-inline.ts';
import { blockOf, blocksOf, rowOf } from './show-block.ts';
import { alignsOf, cellsOf } from './table-row.ts';

/** Quotations and lists stand this deep in each other; what is deeper is text. */
const deepest = 16;
/** What is longer goes on in another paragraph or line, since the cost of laying one out grows with it. */
const longest = 8192;
/** How much further a space is looked for, to cut there. */
const slack = 1024;

/** Takes a line, without its end, into a container. */
export function readLine(into: Container, line: string, syntax: Syntax): Container {
  const isAfterBlank = isBlank(line);
  if (into.open?.type === 'paragraph' && into.open.length > longest) return readLine(cutParagraph(into, into.open, syntax), line, syntax);
  const withTable = tableBegun(into, line, syntax);
  if (withTable) return withTable;
  const open = into.open && continued(into.open, line, syntax);
  if (open) return { ...into, open, isAfterBlank };
  const before = closeOpen(into, syntax);
  if (isAfterBlank) return { ...before, isAfterBlank };
  const isLoose = into.isLoose || (into.isAfterBlank && before.closed.length > 0);
  return { ...before, open: begun(line, into.depth, syntax), isAfterBlank, isLoose };
}

/** Adds to the line that was taken last: its kind is known, and it had no end. */
export function extendLine(into: Container, more: string, syntax: Syntax): Container {
  const { open } = into;
  if (open?.type === 'paragraph') return extendParagraph(into, open, more, syntax);
  if (open?.type === 'code' || open?.type === 'math') return { ...into, open: codeWith(open, more) };
  if (open && 'inner' in open) return { ...into, open: { ...open, inner: extendLine(open.inner, more, syntax) } };
  return readLine(closeOpen(into, syntax), more, syntax);
}

function extendParagraph(into: Container, open: OpenParagraph, more: string, syntax: Syntax): Container {
  const room = Math.max(0, longest - open.length);
  const space = more.slice(room, room + slack).search(/\s/);
  const end = space >= 0 ? room + space : longest + slack - open.length;
  const added = more.slice(0, end);
  const next = { ...into, open: paragraphWith(open, added, open.line + added, open.before, syntax) };
  if (more.length <= end) return next;
  const rest = more.slice(end);
  return extendParagraph({ ...cutParagraph(into, next.open, syntax), open: paragraph('', syntax) }, paragraph('', syntax), rest, syntax);
}

function cutParagraph(into: Container, open: OpenParagraph, syntax: Syntax): Container {
  return closeOpen({ ...into, open: { ...open, isCut: true } }, syntax);
}

/** Closes what is open, so that it is shown as it is from now on. */
export function closeOpen(into: Container, syntax: Syntax): Container {
  if (!into.open) return into;
  const block = blockOf(into.open, 'end', syntax);
  return { ...into, closed: block ? grow(into.closed, block) : into.closed, open: undefined };
}

/** The open block with a further line, or undefined if the line is none of its own. */
function continued(open: OpenBlock, line: string, syntax: Syntax): OpenBlock | undefined {
  switch (open.type) {
    case 'paragraph':
      return continuedParagraph(open, line, syntax);
    case 'code':
    case 'math':
      return continuedCode(open, line);
    case 'quote': {
      const mark = quoteOf(line);
      if (mark !== undefined) return { ...open, inner: readLine(open.inner, line.slice(mark.length), syntax) };
      return takesLazily(open.inner, line) ? { ...open, inner: lazily(open.inner, line, syntax) } : undefined;
    }
    case 'footnote':
      if (isBlank(line) || indentOf(line) >= 2) return { ...open, inner: readLine(open.inner, line.replace(/^ {1,4}/, ''), syntax) };
      return takesLazily(open.inner, line) ? { ...open, inner: lazily(open.inner, line, syntax) } : undefined;
    case 'list':
      return continuedList(open, line, syntax);
    case 'table': {
      if (isBlank(line) || interruptsParagraph(line)) return undefined;
      const rows = open.row === undefined ? open.rows : grow(open.rows, rowOf(open.row, open.aligns, 'end', syntax));
      return { ...open, rows, row: line };
    }
    default:
      return undefined;
  }
}

function continuedParagraph(open: OpenParagraph, line: string, syntax: Syntax): OpenBlock | undefined {
  if (isBlank(line)) return undefined;
  const underline = underlineOf(line);
  if (underline !== undefined) return { type: 'heading', level: underline === '=' ? 1 : 2, depth: 0, text: open.text };
  if (interruptsParagraph(line) || (syntax.hasMath && mathFenceOf(line) !== undefined)) return undefined;
  return withLine(open, line, syntax);
}

function withLine(open: OpenParagraph, line: string, syntax: Syntax): OpenParagraph {
  const added = line.trimStart();
  return paragraphWith(open, `\n${added}`, added, open.text, syntax);
}

function paragraphWith(open: OpenParagraph, more: string, line: string, before: OpenParagraph['before'], syntax: Syntax): OpenParagraph {
  return { ...open, before, text: growInline(open.text, more, syntax), line, length: open.length + more.length };
}

function continuedCode(open: OpenCode, line: string): OpenCode | undefined {
  if (open.isClosed) return undefined;
  const isIndented = open.fence === undefined;
  if (isIndented && isBlank(line)) return { ...open, blankLines: open.blankLines + 1 };
  if (isIndented && indentOf(line) < 4) return undefined;
  if (!isIndented && isClosing(open.fence ?? '', line)) {
    const lines = open.line === undefined ? open.lines : grow(open.lines, open.line);
    return { ...open, lines, line: undefined, isClosed: true };
  }
  const blank = Array.from({ length: open.blankLines }, () => '');
  return [...blank, line.slice(Math.min(open.indent, indentOf(line)))].reduce(codeLine, { ...open, blankLines: 0 });
}

function codeLine(open: OpenCode, line: string): OpenCode {
  const lines = open.line === undefined ? open.lines : grow(open.lines, `${open.line}\n`);
  return codeWith({ ...open, lines, line: '' }, line);
}

/** A line without end is cut, since the cost of a text node grows with its length. */
function codeWith(open: OpenCode, more: string): OpenCode {
  let { lines } = open;
  let line = (open.line ?? '') + more;
  for (; line.length > longest; line = line.slice(longest)) lines = grow(lines, line.slice(0, longest));
  return { ...open, lines, line };
}

function isClosing(fence: string, line: string): boolean {
  const written = line.trim();
  if (fence === '$$' || fence === '\\[') return written === (fence === '$$' ? '$$' : '\\]');
  return indentOf(line) <= 3 && written.startsWith(fence) && written === fence.charAt(0).repeat(written.length);
}

function continuedList(open: OpenList, line: string, syntax: Syntax): OpenList | undefined {
  if (isBlank(line)) return { ...open, inner: readLine(open.inner, '', syntax) };
  if (indentOf(line) >= open.indent) return { ...open, inner: readLine(open.inner, line.slice(open.indent), syntax) };
  const marker = markerOf(line);
  if (marker?.mark === open.mark) {
    const item = { task: open.task, blocks: blocksOf(open.inner, 'end', syntax) };
    const isLoose = open.isLoose || open.inner.isLoose || open.inner.isAfterBlank;
    return { ...open, ...itemOf(marker, open.inner.depth, syntax), isLoose, items: grow(open.items, item) };
  }
  return marker || !takesLazily(open.inner, line) ? undefined : { ...open, inner: lazily(open.inner, line, syntax) };
}

function itemOf(marker: Marker, depth: number, syntax: Syntax): Pick<OpenList, 'indent' | 'task' | 'inner'> {
  const [box = '', sign] = /^\[([ xX])\][ \t]+/.exec(marker.content) ?? [];
  const content = marker.content.slice(box.length);
  const task = sign === undefined ? undefined : sign === ' ' ? 'open' : 'done';
  const inner = emptyContainer(depth);
  return { indent: marker.indent, task, inner: content === '' ? inner : readLine(inner, content, syntax) };
}

/** Whether a line without the markers of its container goes on with the paragraph in it. */
function takesLazily(inner: Container, line: string): boolean {
  if (isBlank(line) || inner.isAfterBlank || interruptsParagraph(line)) return false;
  const { open } = inner;
  if (open?.type === 'paragraph') return open.length <= longest;
  return open !== undefined && 'inner' in open && takesLazily(open.inner, line);
}

function lazily(inner: Container, line: string, syntax: Syntax): Container {
  const { open } = inner;
  if (open && 'inner' in open) return { ...inner, open: { ...open, inner: lazily(open.inner, line, syntax) } };
  return open?.type === 'paragraph' ? { ...inner, open: withLine(open, line, syntax) } : inner;
}

/** The last line of a paragraph becomes the header of a table when the delimiter row comes; what was before it stays. */
function tableBegun(into: Container, line: string, syntax: Syntax): Container | undefined {
  const { open } = into;
  if (open?.type !== 'paragraph' || !open.line.includes('|')) return undefined;
  const aligns = alignsOf(line);
  if (aligns?.length !== cellsOf(open.line).length) return undefined;
  const before = blockOf({ ...open, text: open.before, line: '' }, 'end', syntax);
  const closed = before ? grow(into.closed, before) : into.closed;
  return { ...into, closed, open: { type: 'table', aligns, header: open.line, rows: [], row: undefined } };
}

function begun(line: string, depth: number, syntax: Syntax): OpenBlock {
  if (indentOf(line) > 3) return codeLine(code({ fence: undefined, indent: 4, language: '' }), line.slice(4));
  const fence = fenceOf(line);
  if (fence?.[1] !== undefined) return code({ fence: fence[1], indent: indentOf(line), language: languageOf(fence[2] ?? '') });
  const math = syntax.hasMath ? mathFenceOf(line) : undefined;
  if (math !== undefined) return { ...code({ fence: math, indent: indentOf(line), language: '' }), type: 'math' };
  return ended(line, depth, syntax) ?? (depth < deepest ? nested(line, depth, syntax) : undefined) ?? paragraph(line.trimStart(), syntax);
}

function code(how: Pick<OpenCode, 'fence' | 'indent' | 'language'>): OpenCode {
  return { type: 'code', ...how, lines: [], line: undefined, blankLines: 0, isClosed: false };
}

function languageOf(info: string): string {
  return unescaped(info.split(/\s/, 1)[0] ?? '').slice(0, 40);
}

function ended(line: string, depth: number, syntax: Syntax): EndedBlock | undefined {
  const heading = headingOf(line);
  if (heading) return { type: 'heading', level: heading.level, depth: 0, text: growInline(noInline, heading.text, syntax) };
  if (isRule(line)) return { type: 'rule' };
  const found = depth === 0 && !noteOf(line) ? definitionOf(line) : null;
  if (!found) return undefined;
  const title = found[4] ?? found[5] ?? found[6];
  return { type: 'definition', label: found[1] ?? '', definition: { url: unescaped(found[2] ?? found[3] ?? ''), title } };
}

function nested(line: string, depth: number, syntax: Syntax): OpenBlock | undefined {
  const inner = emptyContainer(depth + 1);
  const quote = quoteOf(line);
  if (quote !== undefined) return { type: 'quote', inner: readLine(inner, line.slice(quote.length), syntax) };
  const note = noteOf(line);
  if (note) return { type: 'footnote', label: note[1] ?? '', inner: readLine(inner, line.slice(note[0].length), syntax) };
  const marker = markerOf(line);
  if (!marker) return undefined;
  const items: Grown<never> = [];
  return { type: 'list', mark: marker.mark, start: marker.start, items, isLoose: false, ...itemOf(marker, depth + 1, syntax) };
}

function paragraph(line: string, syntax: Syntax): OpenParagraph {
  return { type: 'paragraph', before: noInline, text: growInline(noInline, line, syntax), line, length: line.length, isCut: false };
}
