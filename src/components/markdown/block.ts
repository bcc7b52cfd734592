import type { GrowingInline } from './growing-inline.ts';
import type { Grown } from './grown.ts';
import type { Inline } from './inline.ts';

export type Align = 'left' | 'center' | 'right' | undefined;

/** The cells of a row. */
export type Cells = readonly { readonly align: Align; readonly text: readonly Inline[] }[];

/** A block as it is shown. One that is closed never changes, so it renders once. */
export type Block =
  | { readonly type: 'paragraph'; readonly text: readonly Inline[]; /** It goes on in the next one. */ readonly isCut: boolean }
  | { readonly type: 'heading'; readonly level: number; readonly depth: number; readonly text: readonly Inline[] }
  | CodeBlockNode
  | { readonly type: 'math'; readonly tex: string; readonly isClosed: boolean }
  | { readonly type: 'quote'; readonly blocks: Grown<Block> }
  | { readonly type: 'list'; readonly start: number | undefined; readonly isLoose: boolean; readonly items: Grown<Item> }
  | { readonly type: 'table'; readonly header: Cells; readonly rows: Grown<Cells> }
  | { readonly type: 'footnote'; readonly label: string; readonly blocks: Grown<Block> }
  | { readonly type: 'rule' };

export interface CodeBlockNode {
  readonly type: 'code';
  readonly language: string;
  readonly lines: Grown<string>;
  readonly isClosed: boolean;
}

export interface Item {
  readonly task: 'open' | 'done' | undefined;
  readonly blocks: Grown<Block>;
}

/** Where a reference link goes. */
export interface Definition {
  readonly url: string;
  readonly title: string | undefined;
}

/** Blocks one after another, of which the last may still grow. A value: reading a line makes a new one, which shares what is closed. */
export interface Container {
  readonly closed: Grown<Block>;
  readonly open: OpenBlock | undefined;
  readonly depth: number;
  readonly isAfterBlank: boolean;
  /** A blank line stands between two of its blocks. */
  readonly isLoose: boolean;
}

export type OpenBlock = OpenParagraph | OpenCode | OpenQuote | OpenList | OpenTable | OpenNote | EndedBlock;

export interface OpenParagraph {
  readonly type: 'paragraph';
  /** All but its last line, which may be the header of a table. */
  readonly before: GrowingInline;
  readonly text: GrowingInline;
  readonly line: string;
  readonly length: number;
  readonly isCut: boolean;
}

export interface OpenCode {
  readonly type: 'code' | 'math';
  /** What closes it; undefined: it ends with its indentation. */
  readonly fence: string | undefined;
  readonly indent: number;
  readonly language: string;
  readonly lines: Grown<string>;
  /** Its last line, without an end. */
  readonly line: string | undefined;
  readonly blankLines: number;
  readonly isClosed: boolean;
}

export interface OpenQuote {
  readonly type: 'quote';
  readonly inner: Container;
}

export interface OpenNote {
  readonly type: 'footnote';
  readonly label: string;
  readonly inner: Container;
}

export interface OpenList {
  readonly type: 'list';
  /** The character that makes its items: `-`, `*`, `+`, `.` or `)`. */
  readonly mark: string;
  readonly start: number | undefined;
  readonly items: Grown<Item>;
  readonly isLoose: boolean;
  readonly indent: number;
  readonly task: Item['task'];
  readonly inner: Container;
}

export interface OpenTable {
  readonly type: 'table';
  readonly aligns: readonly Align[];
  readonly header: string;
  readonly rows: Grown<Cells>;
  readonly row: string | undefined;
}

export interface OpenHeading {
  readonly type: 'heading';
  readonly level: number;
  /** How deep it stands in the outline, from 1 on; 0: it was not put there yet. */
  readonly depth: number;
  readonly text: GrowingInline;
}

/** What is whole with its one line. */
export type EndedBlock =
  | OpenHeading
  | { readonly type: 'rule' }
  | { readonly type: 'definition'; readonly label: string; readonly definition: Definition };

/** A container without anything in it. */
export function emptyContainer(depth: number): Container {
  return { closed: [], open: undefined, depth, isAfterBlank: false, isLoose: false };
}
