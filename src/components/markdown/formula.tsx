import type { ReactNode } from 'react';
import { useRenderMath } from './use-render-math.ts';

export interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** It has no end yet. */
  readonly isBegun?: boolean;
}

/** A formula, by the plug-in that was given; one that is still being written is TeX. */
export function Formula({ tex, isDisplay, isBegun = false }: FormulaProps): ReactNode {
  const render = useRenderMath();
  return render && !isBegun ? render(tex, { isDisplay }) : <code>{tex}</code>;
}
