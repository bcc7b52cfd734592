import { createContext } from 'react';
import type { Definitions } from './read-markdown.ts';

/** What a part of a text needs to know of the rest. */
export interface MarkdownScope {
  readonly definitions: Definitions;
  /** What the ids of its footnotes begin with. */
  readonly id: string;
}

export const MarkdownContext = createContext<MarkdownScope>({ definitions: new Map(), id: '' });
