import { useContext, useMemo, type ReactNode } from 'react';
import { MarkdownOptionsContext, type MarkdownOptions } from './markdown-options.ts';

export interface MarkdownProviderProps extends MarkdownOptions {
  readonly children: ReactNode;
}

/** Gives the components inside further syntax. `ChatWindow` takes the same as its prop `markdown`. */
export function MarkdownProvider({ children, ...given }: MarkdownProviderProps) {
  const known = useContext(MarkdownOptionsContext);
  const { math = known.math, images = known.images } = given;
  const options = useMemo(() => ({ math, images }), [math, images]);
  return <MarkdownOptionsContext.Provider value={options}>{children}</MarkdownOptionsContext.Provider>;
}
