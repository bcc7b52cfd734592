import { memo, type ReactNode } from 'react';
import { useLabels } from '../use-labels.ts';
import type { Block, Item } from './block.ts';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import { InlineView } from './inline-view.tsx';
import { Members, type MembersProps } from './members.tsx';
import { TableView } from './table-view.tsx';
import { focusMark, useNoteId } from './use-note-id.ts';

/** A block of Markdown. A closed one renders once. */
const BlockView = memo(function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p data-cut={block.isCut || undefined}>
          <InlineView content={block.text} />
        </p>
      );
    case 'heading':
      return <Heading block={block} />;
    case 'code':
      return <CodeBlock block={block} />;
    case 'math':
      return (
        <div className="chat-math">
          <Formula tex={block.tex} isDisplay isBegun={!block.isClosed} />
        </div>
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks of={block.blocks} />
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'table':
      return <TableView block={block} />;
    case 'footnote':
      return <Note block={block} />;
    case 'rule':
      return <hr />;
    default:
      return block satisfies never;
  }
});

/** Blocks one after another. */
export function Blocks({ of, group }: Pick<MembersProps<Block>, 'of' | 'group'>) {
  return <Members of={of} render={renderBlock} {...(group && { group })} />;
}

function renderBlock(block: Block, place: number): ReactNode {
  return <BlockView key={place} block={block} />;
}

/** It looks as it was written, and counts as what it is in the outline: two levels down, as the page around the chat has its own first ones. */
function Heading({ block: { level, depth, text } }: { readonly block: Block & { type: 'heading' } }) {
  const Level = (['h3', 'h4', 'h5'] as const)[level - 1] ?? 'h6';
  return (
    <Level aria-level={depth === level ? undefined : Math.min(6, depth + 2)}>
      <InlineView content={text} />
    </Level>
  );
}

function List({ block }: { readonly block: Block & { type: 'list' } }) {
  const items = <Members of={block.items} render={renderItem} />;
  const isLoose = block.isLoose || undefined;
  if (block.start === undefined)
    return (
      <ul dir="auto" data-loose={isLoose}>
        {items}
      </ul>
    );
  return (
    <ol dir="auto" start={block.start} data-loose={isLoose} data-digits={digitsOf(block)}>
      {items}
    </ol>
  );
}

/** So that the markers have the room that they need, and the text of all items begins at one line. */
function digitsOf({ start = 1, items }: Block & { type: 'list' }): number | undefined {
  const count = items.reduce((sum, groups) => sum + groups.reduce((members, group) => members + group.length, 0), 0);
  const digits = Math.min(4, String(start + count - 1).length);
  return digits > 1 ? digits : undefined;
}

function renderItem(item: Item, place: number): ReactNode {
  return <ItemView key={place} item={item} />;
}

const ItemView = memo(function ItemView({ item }: { readonly item: Item }) {
  return (
    <li data-task={item.task}>
      {item.task && <TaskMark task={item.task} />}
      <Blocks of={item.blocks} />
    </li>
  );
});

function TaskMark({ task }: { readonly task: 'open' | 'done' }) {
  const labels = useLabels();
  return <span className="chat-task" role="img" aria-label={task === 'done' ? labels.taskDone : labels.taskOpen} data-state={task} />;
}

function Note({ block: { label, blocks } }: { readonly block: Block & { type: 'footnote' } }) {
  const labels = useLabels();
  const id = useNoteId(label);
  return (
    <div className="chat-footnote" id={id} role="note" tabIndex={-1}>
      <button type="button" className="chat-footnote-label" aria-label={labels.footnoteBack(label)} onClick={() => focusMark(id)}>
        {label}
      </button>
      <div>
        <Blocks of={blocks} />
      </div>
    </div>
  );
}
