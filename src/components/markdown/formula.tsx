import { useContext, type ReactNode } from 'react';
import { MarkdownOptionsContext } from './markdown-options.ts';
import { splitPiles } from './split-piles.tsx';

export interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** It has no end yet. */
  readonly isBegun?: boolean;
}

/** A formula, by the plug-in that was given. One that is still being written is TeX, and so is one with piles of marks, which no formula has. */
export function Formula({ tex, isDisplay, isBegun = false }: FormulaProps): ReactNode {
  const { math } = useContext(MarkdownOptionsContext);
  const written = splitPiles(tex);
  return math && !isBegun && written === tex ? math(tex, { isDisplay }) : <code>{written}</code>;
}
