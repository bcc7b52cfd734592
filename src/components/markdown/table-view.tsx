import { memo, type ReactNode } from 'react';
import { useLabels } from '../use-labels.ts';
import type { Block, Cells } from './block.ts';
import { InlineView } from './inline-view.tsx';
import { Members } from './members.tsx';

/** A table. It scrolls sideways inside its own frame, so that a wide one never widens the page; the keyboard can reach it to do so. */
export function TableView({ block }: { readonly block: Block & { type: 'table' } }) {
  const labels = useLabels();
  return (
    <div className="chat-table" role="group" aria-label={labels.table} tabIndex={0}>
      <table dir="auto">
        <thead>
          <tr>
            {block.header.map((cell, column) => (
              <th key={column} scope="col" data-align={cell.align}>
                <InlineView content={cell.text} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Members of={block.rows} render={renderRow} />
        </tbody>
      </table>
    </div>
  );
}

function renderRow(row: Cells, place: number): ReactNode {
  return <Row key={place} row={row} />;
}

const Row = memo(function Row({ row }: { readonly row: Cells }) {
  return (
    <tr>
      {row.map((cell, column) => (
        <td key={column} data-align={cell.align}>
          <InlineView content={cell.text} />
        </td>
      ))}
    </tr>
  );
});
