import { forwardRef, memo, type ComponentPropsWithoutRef } from 'react';
import type { TextPart } from '../protocol/index.ts';
import { Markdown } from './markdown/markdown.tsx';

export interface TextPartViewProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'part'> {
  readonly part: TextPart;
  /** Whether more of it may come. */
  readonly isStreaming: boolean;
}

/** A piece of an answer, as Markdown. */
export const TextPartView = memo(
  forwardRef<HTMLDivElement, TextPartViewProps>(function TextPartView({ part, ...rest }, ref) {
    return <Markdown {...rest} ref={ref} text={part.text} />;
  }),
);
