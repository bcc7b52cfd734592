import { useRef, type ReactNode } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { useLabels } from '../use-labels.ts';
import type { CodeBlockNode } from './block.ts';
import type { ColouredLine } from './colour-code.ts';
import { Members } from './members.tsx';
import { splitPiles } from './split-piles.tsx';
import { useHighlight } from './use-highlight.ts';

/** Code with the name of its language and a button that copies it. Colours come once it is whole, and nothing moves then. */
export function CodeBlock({ block }: { readonly block: CodeBlockNode }) {
  const labels = useLabels();
  const ref = useRef<HTMLElement>(null);
  const coloured = useHighlight(ref, block);
  return (
    <figure ref={ref} className="chat-code">
      <figcaption className="chat-code-head">
        <span className="chat-code-language">{block.language}</span>
        <CopyButton text={() => block.lines.flat(2).join('')} label={labels.copyCode} />
      </figcaption>
      <pre className="chat-code-body" role="group" aria-label={labels.code(block.language)} tabIndex={0}>
        <code>
          {coloured ? (
            <Members of={coloured} render={colouredLine} group="span" />
          ) : (
            <Members of={block.lines} render={splitPiles} group="span" />
          )}
        </code>
      </pre>
    </figure>
  );
}

function colouredLine(line: ColouredLine): ReactNode {
  return line.map(({ text, kind }, place) =>
    kind === undefined ? (
      splitPiles(text)
    ) : (
      <span key={place} data-code={kind}>
        {splitPiles(text)}
      </span>
    ),
  );
}
