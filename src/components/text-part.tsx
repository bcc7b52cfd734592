import { memo } from 'react';
import type { TextPart } from '../protocol/index.ts';
import { Markdown } from './markdown/markdown.tsx';

export interface TextPartViewProps {
  readonly part: TextPart;
  /** Whether more of it may come. */
  readonly isStreaming: boolean;
}

/** A piece of an answer, as Markdown. */
export const TextPartView = memo(function TextPartView({ part, isStreaming }: TextPartViewProps) {
  return <Markdown text={part.text} isStreaming={isStreaming} />;
});
