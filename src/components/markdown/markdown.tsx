import { useId, useMemo } from 'react';
import type { PartText } from '../../protocol/index.ts';
import { Blocks } from './block-view.tsx';
import { MarkdownContext } from './markdown-context.ts';
import { readMarkdown } from './read-markdown.ts';
import type { Syntax } from './scan-inline.ts';
import { useReadLength } from './use-read-length.ts';
import { useRenderMath } from './use-render-math.ts';

export interface MarkdownProps {
  readonly text: PartText;
  /** Whether more of it may come. */
  readonly isStreaming: boolean;
}

const plainSyntax: Syntax = { hasMath: false };
const mathSyntax: Syntax = { hasMath: true };

/** A text that may still grow, as Markdown. HTML in it is shown as it is written. */
export function Markdown({ text, isStreaming }: MarkdownProps) {
  const length = useReadLength(text.length);
  const isWhole = !isStreaming && length === text.length;
  const syntax = useRenderMath() ? mathSyntax : plainSyntax;
  const { blocks, definitions } = readMarkdown(text, length, isWhole ? 'end' : 'mend', syntax);
  const id = useId();
  const scope = useMemo(() => ({ definitions, id: `${id}note-` }), [definitions, id]);
  return (
    <MarkdownContext.Provider value={scope}>
      <div className="chat-markdown">
        <Blocks of={blocks} group="div" />
      </div>
    </MarkdownContext.Provider>
  );
}
