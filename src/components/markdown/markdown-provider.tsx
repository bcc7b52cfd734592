import { useContext, type ReactNode } from 'react';
import { MathContext, type RenderMath } from './use-render-math.ts';

/** What Markdown can do beyond its usual syntax. */
export interface MarkdownOptions {
  /** Shows `$…$`, `$$…$$`, `\(…\)` and `\[…\]` as formulas, such as `katexMath` of `react-chat-socket/math`. @default they are text */
  readonly math?: RenderMath | undefined;
}

export interface MarkdownProviderProps extends MarkdownOptions {
  readonly children: ReactNode;
}

/** Gives the components inside further syntax. `ChatWindow` takes the same as its prop `markdown`. */
export function MarkdownProvider({ math, children }: MarkdownProviderProps) {
  const known = useContext(MathContext);
  return <MathContext.Provider value={math ?? known}>{children}</MathContext.Provider>;
}
