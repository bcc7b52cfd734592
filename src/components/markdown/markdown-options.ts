import { createContext, type ReactNode } from 'react';

/** Shows a formula. `react-chat-socket/math` has one, made with KaTeX. */
export type RenderMath = (tex: string, options: { readonly isDisplay: boolean }) => ReactNode;

/** What Markdown can do beyond its usual syntax. */
export interface MarkdownOptions {
  /** Shows `$…$`, `$$…$$`, `\(…\)` and `\[…\]` as formulas, such as `katexMath` of `react-chat-socket/math`. @default they are text */
  readonly math?: RenderMath | undefined;
  /**
   * Whether an image over https is loaded as soon as it is shown, such as `({ host }) => host === 'images.example'`. An address can carry away
   * what the model has read, to whoever wrote something for it to read, so name only hosts that tell nobody. @default none is: it is a link
   */
  readonly images?: ((url: URL) => boolean) | undefined;
}

export const MarkdownOptionsContext = createContext<MarkdownOptions>({});
