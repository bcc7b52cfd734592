import type { Align } from './block.ts';

/** The cells of a row as they are written. */
export function cellsOf(row: string): readonly string[] {
  const written =
    row
      .trim()
      .replace(/^\|/, '')
      .match(/(?:[^\\|]|\\[\s\S]?)+|\|/g) ?? [];
  const cells: string[] = [''];
  for (const piece of written) {
    if (piece === '|') cells.push('');
    else cells[cells.length - 1] += piece.replaceAll('\\|', '|');
  }
  if (written.at(-1) === '|') cells.pop();
  return cells.map((cell) => cell.trim());
}

/** Rows are filled up to the number of columns, so that must have an end. */
const mostColumns = 100;

/** How the columns stand, if a line is the delimiter row of a table. */
export function alignsOf(line: string): readonly Align[] | undefined {
  if (!/^[\s|:-]+$/.test(line) || !/[|:]/.test(line)) return undefined;
  const cells = cellsOf(line);
  return cells.length <= mostColumns && cells.every((cell) => /^:?-+:?$/.test(cell)) ? cells.map(alignOf) : undefined;
}

function alignOf(cell: string): Align {
  if (cell.startsWith(':') && cell.endsWith(':') && cell.length > 1) return 'center';
  if (cell.endsWith(':')) return 'right';
  return cell.startsWith(':') ? 'left' : undefined;
}
