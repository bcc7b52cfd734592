import type { PartText } from '../../protocol/index.ts';
import { emptyContainer, type Block, type Container, type Definition, type OpenBlock } from './block.ts';
import type { Grown } from './grown.ts';
import { labelKey, noteKey } from './inline-syntax.ts';
import { expandTabs, isDecided, isUndecided } from './line-syntax.ts';
import { outlineWith, withDepth, type Outline } from './outline.ts';
import { extendLine, readLine } from './read-line.ts';
import type { Syntax } from './scan-inline.ts';
import { blocksOf, type Shown } from './show-block.ts';

/** By `labelKey`; a footnote by `noteKey`. */
export type Definitions = ReadonlyMap<string, Definition>;

/** Markdown as it is shown. */
export interface Reading {
  readonly blocks: Grown<Block>;
  readonly definitions: Definitions;
}

interface Document {
  readonly root: Container;
  readonly definitions: Definitions;
  readonly outline: Outline;
  /** The last line, as long as more of it may change what kind of line it is. */
  readonly line: string;
  /** The last line was taken already, and has no end yet. */
  readonly isMidLine: boolean;
}

interface Place {
  readonly syntax: Syntax;
  readonly document: Document;
  /** How much was read: of the whole, and in which chunk up to where. */
  readonly length: number;
  readonly chunk: number;
  readonly offset: number;
}

const empty: Document = { root: emptyContainer(0), definitions: new Map(), outline: [], line: '', isMidLine: false };

/** A longer line is taken as it is. */
const longestLine = 4096;
const mostDefinitions = 1000;

/** How far each text was read, by the chunks that its versions share. */
const places = new WeakMap<readonly string[], Place>();

/** Reads a text up to a length. What was read of it before is not read again. */
export function readMarkdown(text: PartText, length: number, shown: Shown, syntax: Syntax): Reading {
  const known = places.get(text.chunks);
  const from =
    known && known.syntax === syntax && known.length <= length ? known : { syntax, document: empty, length: 0, chunk: 0, offset: 0 };
  const place = readOn(from, text, length);
  if (!known || known.syntax !== syntax || known.length <= length) places.set(text.chunks, place);
  return readingOf(place.document, shown, syntax);
}

function readOn(from: Place, text: PartText, length: number): Place {
  let { document, chunk, offset } = from;
  let left = length - from.length;
  while (left > 0) {
    const whole = text.chunks[chunk] ?? '';
    const piece = whole.slice(offset, offset + left);
    document = readPiece(document, piece, from.syntax);
    left -= piece.length;
    offset += piece.length;
    if (offset < whole.length) continue;
    chunk += 1;
    offset = 0;
  }
  return { syntax: from.syntax, document, length, chunk, offset };
}

function readPiece(document: Document, piece: string, syntax: Syntax): Document {
  let next = document;
  for (let at = 0; at < piece.length;) {
    const newline = piece.indexOf('\n', at);
    const end = newline < 0 ? piece.length : newline;
    next = readPart(next, piece.slice(at, end), syntax);
    if (newline >= 0) next = endLine(next, syntax);
    at = end + 1;
  }
  return next;
}

/** Takes a part of a line, without its end. */
function readPart(document: Document, part: string, syntax: Syntax): Document {
  if (part === '') return document;
  if (document.isMidLine) return { ...document, root: extendLine(document.root, part, syntax) };
  const line = document.line + part;
  if (line.length > longestLine) {
    const taken = { ...takeLine(document, line.slice(0, longestLine), syntax), line: '', isMidLine: true };
    return readPart(taken, line.slice(longestLine), syntax);
  }
  if (!isDecided(line)) return { ...document, line };
  const taken = takeLine(document, line, syntax);
  return canGrow(taken.root) ? { ...taken, line: '', isMidLine: true } : { ...document, line };
}

function endLine(document: Document, syntax: Syntax): Document {
  return document.isMidLine ? { ...document, isMidLine: false } : { ...takeLine(document, document.line, syntax), line: '' };
}

function takeLine({ root, definitions, outline, ...rest }: Document, line: string, syntax: Syntax): Document {
  const written = line.endsWith('\r') ? line.slice(0, -1) : line;
  const next = readLine(root, isInCode(root) ? written : expandTabs(written), syntax);
  const grown = outlineWith(outline, next);
  const placed = grown === outline ? next : withDepth(next, grown.length);
  return { ...rest, root: placed, definitions: withDefinition(definitions, next), outline: grown };
}

/** There a tab is a tab. */
function isInCode({ open }: Container): boolean {
  return open?.type === 'code' && open.fence !== undefined && !open.isClosed;
}

/** Whether the line that was taken last can be extended without reading it again. */
function canGrow({ open }: Container): boolean {
  if (open && 'inner' in open) return canGrow(open.inner);
  return open?.type === 'paragraph' || (open?.type === 'code' && !open.isClosed && open.line !== undefined);
}

/** The first definition of a label counts. */
function withDefinition(definitions: Definitions, { open }: Container): Definitions {
  const found = open && defined(open);
  if (!found || definitions.size >= mostDefinitions || definitions.has(found.key)) return definitions;
  return new Map(definitions).set(found.key, found.definition);
}

function defined(open: OpenBlock): { key: string; definition: Definition } | undefined {
  if (open.type === 'definition') return { key: labelKey(open.label), definition: open.definition };
  return open.type === 'footnote' ? { key: noteKey(open.label), definition: { url: '', title: undefined } } : undefined;
}

function readingOf(document: Document, shown: Shown, syntax: Syntax): Reading {
  const isHeld = document.line === '' || (shown === 'mend' && isUndecided(document.line));
  const { root, definitions } = isHeld ? document : takeLine(document, document.line, syntax);
  return { blocks: blocksOf(root, shown, syntax), definitions };
}
