import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { memo, type ReactNode } from 'react';
import { useLabels } from '../use-labels.ts';
import { CodeBlock } from './code-block.tsx';
import { Inline } from './inline.tsx';

/** Blocks of Markdown as elements. It renders anew only when its text does, or a definition that it may refer to. */
export const Block = memo(function Block({ raw, definitions }: { readonly raw: string; readonly definitions: string }) {
  const tokens = new Lexer({ gfm: true }).lex(definitions === '' ? raw : `${definitions}\n${raw}`);
  return <BlockTokens tokens={tokens} />;
});

function BlockTokens({ tokens }: { readonly tokens: readonly Token[] }) {
  return tokens.map((token, place) => <BlockToken key={place} token={token as MarkedToken} />); // no extension adds others
}

function BlockToken({ token }: { readonly token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'heading':
      return <Heading token={token} />;
    case 'code':
      return <CodeBlock language={token.lang?.split(/\s/, 1)[0] ?? ''} code={token.text} />;
    case 'blockquote':
      return (
        <blockquote>
          <BlockTokens tokens={token.tokens} />
        </blockquote>
      );
    case 'list':
      return <List token={token} />;
    case 'table':
      return <Table token={token} />;
    case 'hr':
      return <hr />;
    case 'html':
      return <p>{token.text.trim()}</p>;
    default:
      return <Inline tokens={[token]} />;
  }
}

/** Two levels down, since the page around the chat has its own first ones. */
function Heading({ token }: { readonly token: Tokens.Heading }) {
  const Level = (['h3', 'h4', 'h5'] as const)[token.depth - 1] ?? 'h6';
  return (
    <Level>
      <Inline tokens={token.tokens} />
    </Level>
  );
}

function List({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, place) => (
    <li key={place} data-task={item.task || undefined}>
      <BlockTokens tokens={item.tokens} />
    </li>
  ));
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

/** It scrolls sideways inside its own frame, so that a wide one never widens the page; the keyboard can reach it to do so. */
function Table({ token }: { readonly token: Tokens.Table }) {
  const labels = useLabels();
  return (
    <div className="chat-table" role="group" aria-label={labels.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, column) => (
              <th key={column} scope="col" data-align={cell.align ?? undefined}>
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column} data-align={cell.align ?? undefined}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
