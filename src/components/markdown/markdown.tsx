import { forwardRef, useContext, useId, useMemo, type ComponentPropsWithoutRef } from 'react';
import type { PartText } from '../../protocol/index.ts';
import { classNames } from '../class-names.ts';
import { Blocks } from './block-view.tsx';
import { MarkdownContext } from './markdown-context.ts';
import { MarkdownOptionsContext } from './markdown-options.ts';
import { readMarkdown } from './read-markdown.ts';
import type { Syntax } from './scan-inline.ts';
import { useReadLength } from './use-read-length.ts';

export interface MarkdownProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly text: PartText;
  /** Whether more of it may come. */
  readonly isStreaming: boolean;
}

const plainSyntax: Syntax = { hasMath: false };
const mathSyntax: Syntax = { hasMath: true };

/** A text that may still grow, as Markdown. HTML in it is shown as it is written. */
export const Markdown = forwardRef<HTMLDivElement, MarkdownProps>(function Markdown({ text, isStreaming, className, ...rest }, ref) {
  const length = useReadLength(text);
  const isWhole = !isStreaming && length === text.length;
  const syntax = useContext(MarkdownOptionsContext).math ? mathSyntax : plainSyntax;
  const { blocks, definitions } = readMarkdown(text, length, isWhole ? 'end' : 'mend', syntax);
  const id = useId();
  const scope = useMemo(() => ({ definitions, id: `${id}note-` }), [definitions, id]);
  return (
    <MarkdownContext.Provider value={scope}>
      <div {...rest} ref={ref} className={classNames('chat-markdown', className)}>
        <Blocks of={blocks} group="div" />
      </div>
    </MarkdownContext.Provider>
  );
});
