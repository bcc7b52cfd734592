import type { ReactNode } from 'react';
import { splitPiles } from './split-piles.tsx';
import { useRenderMath } from './use-render-math.ts';

export interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** It has no end yet. */
  readonly isBegun?: boolean;
}

/** A formula, by the plug-in that was given. One that is still being written is TeX, and so is one with piles of marks, which no formula has. */
export function Formula({ tex, isDisplay, isBegun = false }: FormulaProps): ReactNode {
  const render = useRenderMath();
  const written = splitPiles(tex);
  return render && !isBegun && written === tex ? render(tex, { isDisplay }) : <code>{written}</code>;
}
