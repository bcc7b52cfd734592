import { createContext, useContext, type ReactNode } from 'react';

/** Shows a formula. `react-chat-socket/math` has one, made with KaTeX. */
export type RenderMath = (tex: string, options: { readonly isDisplay: boolean }) => ReactNode;

export const MathContext = createContext<RenderMath | undefined>(undefined);

/** What shows formulas; without it they are not looked for. */
export function useRenderMath(): RenderMath | undefined {
  return useContext(MathContext);
}
