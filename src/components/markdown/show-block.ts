import type { Align, Block, Cells, Container, OpenBlock, OpenCode, OpenParagraph, OpenTable } from './block.ts';
import { inlineNow, readInline } from './growing-inline.ts';
import { grow, type Grown } from './grown.ts';
import type { Ending, Syntax } from './scan-inline.ts';
import { cellsOf } from './table-row.ts';

/** How what is open is shown: as if it ended here, or mended because more may come. */
export type Shown = Exclude<Ending, 'more'>;

/** All blocks of a container, the open one as it stands. */
export function blocksOf({ closed, open }: Container, shown: Shown, syntax: Syntax): Grown<Block> {
  const block = open && blockOf(open, shown, syntax);
  return block ? grow(closed, block) : closed;
}

/** An open block as it stands; undefined if there is nothing to see of it. */
export function blockOf(open: OpenBlock, shown: Shown, syntax: Syntax): Block | undefined {
  switch (open.type) {
    case 'paragraph':
      return paragraph(open, shown, syntax);
    case 'heading':
      return { ...open, text: inlineNow(open.text, shown, syntax) };
    case 'code':
      return { type: 'code', language: open.language, lines: linesOf(open), isClosed: open.isClosed || shown === 'end' };
    case 'math':
      return { type: 'math', tex: linesOf(open).flat(2).join(''), isClosed: open.isClosed || shown === 'end' };
    case 'quote':
      return { type: 'quote', blocks: blocksOf(open.inner, shown, syntax) };
    case 'footnote':
      return { type: 'footnote', label: open.label, blocks: blocksOf(open.inner, shown, syntax) };
    case 'list': {
      const items = grow(open.items, { task: open.task, blocks: blocksOf(open.inner, shown, syntax) });
      return { type: 'list', start: open.start, isLoose: open.isLoose || open.inner.isLoose, items };
    }
    case 'table':
      return table(open, shown, syntax);
    case 'rule':
      return open;
    case 'definition':
      return undefined;
    default:
      return open satisfies never;
  }
}

/** Its last line is held back while it looks like the header of a table that is not there yet. */
function paragraph({ before, text, line, isCut }: OpenParagraph, shown: Shown, syntax: Syntax): Block | undefined {
  const isHeld = shown === 'mend' && /^\s*\|/.test(line);
  const content = inlineNow(isHeld ? before : text, shown, syntax);
  return content.length === 0 ? undefined : { type: 'paragraph', text: content, isCut };
}

function linesOf({ lines, line }: OpenCode): Grown<string> {
  return line === undefined ? lines : grow(lines, line);
}

function table({ aligns, header, rows, row }: OpenTable, shown: Shown, syntax: Syntax): Block {
  const all = row === undefined ? rows : grow(rows, rowOf(row, aligns, shown, syntax));
  return { type: 'table', header: rowOf(header, aligns, 'end', syntax), rows: all };
}

/** A row with as many cells as the table has columns. */
export function rowOf(row: string, aligns: readonly Align[], shown: Shown, syntax: Syntax): Cells {
  const written = cellsOf(row);
  return aligns.map((align, column) => {
    const isLast = column === written.length - 1;
    return { align, text: readInline(written[column] ?? '', isLast ? shown : 'end', syntax) };
  });
}
