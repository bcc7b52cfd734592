import { memo } from 'react';
import type { PartText } from '../../protocol/index.ts';
import { Block } from './block.tsx';
import { mendOpenBlock } from './mend-open-block.ts';
import { definitionsIn, groupSize, splitBlocks } from './split-blocks.ts';

/** A text that may still grow, as Markdown. HTML in it is shown as it is written. */
export function Markdown({ text, isStreaming }: { readonly text: PartText; readonly isStreaming: boolean }) {
  const { groups, open, fence, definitions } = splitBlocks(text);
  const shown = isStreaming ? mendOpenBlock(open, fence) : open;
  const known = isStreaming ? definitions : definitions + definitionsIn(open);
  return (
    <div className="chat-markdown">
      {withLast(groups, shown).map((blocks, place) => (
        <BlockGroup key={place} blocks={blocks} definitions={known} />
      ))}
    </div>
  );
}

/** The open block stands where it will be once it is closed, so that its elements stay. */
function withLast(groups: readonly (readonly string[])[], block: string): readonly (readonly string[])[] {
  const last = groups.at(-1);
  return last && last.length < groupSize ? groups.with(-1, [...last, block]) : [...groups, [block]];
}

const BlockGroup = memo(function BlockGroup({ blocks, definitions }: { readonly blocks: readonly string[]; readonly definitions: string }) {
  return (
    <div className="chat-markdown-group">
      {blocks.map((raw, place) => (
        <Block key={place} raw={raw} definitions={definitions} />
      ))}
    </div>
  );
});
