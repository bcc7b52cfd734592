import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { renderToStaticMarkup } from 'react-dom/server';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { TextPartView } from '../../src/index.ts';
import { partText } from '../../src/protocol/index.ts';

const ours = (markdown: string) =>
  treeOf(renderToStaticMarkup(<TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={false} />));

const levels: Readonly<Record<string, string>> = { H1: 'H3', H2: 'H4', H3: 'H5', H4: 'H6', H5: 'H6', H6: 'H6' };
/** What our page has around elements: groups, frames, buttons. */
const frames = 'DIV, SPAN, FIGURE, FIGCAPTION, BUTTON, SVG, INPUT';

const theirs = (markdown: string) => treeOf(marked.parse(markdown, { async: false, gfm: true }), levels);

/** Elements and words alone, so that two renderings can be held against each other. */
function treeOf(html: string, names: Readonly<Record<string, string>> = {}): string {
  const element = document.createElement('div');
  element.innerHTML = html;
  for (const button of element.querySelectorAll('figcaption')) button.remove();
  return Array.from(element.childNodes, (node) => branchOf(node, names))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(<[^>]+>) ?/g, '$1');
}

function branchOf(node: Node, names: Readonly<Record<string, string>>): string {
  if (!(node instanceof Element)) return node.textContent ?? '';
  const inner = Array.from(node.childNodes, (child) => branchOf(child, names)).join('');
  const isFrame = frames.includes(node.tagName.toUpperCase()) || (node.tagName === 'P' && node.closest('li') !== null);
  if (isFrame) return ` ${inner} `.replace(/^ (.*) $/, node.tagName === 'SPAN' ? '$1' : ' $1 ');
  const name = names[node.tagName] ?? node.tagName;
  return `<${name}${node.getAttribute('href') ?? ''}>${inner}</${name}>`;
}

describe('Markdown is read as marked reads it', () => {
  it.each([
    'Setext\n===\n\nand\n---',
    'a line\nand a soft break  \nand a hard one\\\nand another',
    '- a\n- b\n\n  more of b\n\n      code of b\n- c',
    '1. one\n2. two\n   - nested\n   - more\n     1. deep\n3. three',
    '* one\n- other\n+ third',
    '3. three\n4. four\n\n10) ten',
    '> a\n> b\nlazy\n\n> > deep\n> back',
    '> - in\n>   more\n>\n> ```js\n> code\n> ```',
    '```\na\n\n\nb\n```\n~~~sh\nx\n~~~',
    '- ```js\n  in a list\n  ```\n- next',
    '    indented\n\n    code\n\ntext',
    '| a | b |\n| - | :-: |\n| 1 | `x \\| y` |\n| only |\n\nafter',
    'before\n\na | b\n--|--\n1 | 2\n> quote',
    '*a **b** c* ***d*** **e*f*g** __h__ _i_ a_b_c 2*3*4 ~~s~~',
    '**bold:**text and *a*b and **"quoted"**',
    '`` a ` b `` and ` x ` and `unclosed',
    '[a](https://x.y "t") [b](<https://x.y/a b>) [c](https://x.y/(z)) [d]',
    '[full][r] [collapsed][] [r] and [none][n]\n\n[r]: https://r.s "t"\n[collapsed]: <https://t.u>',
    'https://a.b/c?d=e&f, (www.g.h) <https://i.j> <k@l.m>',
    '[**bold** and `code`](https://a.b)',
    '# a #\n## b\n#no\n####### seven',
    'a\n***\nb\n\n---\n\n- - -',
    '&amp; &copy; &#35; &#x22; \\* \\_ \\a',
    '- [x] done\n- [ ] open\n- plain',
    '1) a\n\n   b\n\n2) c',
    '- a\n\n\n- b\n\ntext',
    '-   wide\n\n    more\n\n-\n- empty',
  ])('%j', (markdown) => {
    expect(ours(markdown)).toBe(theirs(markdown));
  });
});

describe('footnotes', () => {
  const text = 'A claim[^1] and another[^two], and no note[^3].\n\n[^1]: The **source**.\n[^two]: The other,\n    in two lines.';

  it('are marks that lead to their notes', () => {
    const html = renderToStaticMarkup(<TextPartView part={{ type: 'text', text: partText(text) }} isStreaming={false} />);
    const element = document.createElement('div');
    element.innerHTML = html;
    const targets = Array.from(element.querySelectorAll('sup a'), (mark) => mark.getAttribute('href')?.slice(1) ?? '');
    const notes = Array.from(element.querySelectorAll('[role="note"]'));
    expect(targets).toEqual(notes.map((note) => note.id));
    expect(notes.map((note) => note.textContent)).toEqual(['1The source.', 'twoThe other,\nin two lines.']);
    expect(element.querySelector('p')).toHaveTextContent('no note[^3].');
  });

  it('U36: lead to the note whichever way the label is written, and back to the first mark', async () => {
    const markdown = 'One[^Ab], and once more[^aB].\n\n[^aB]: The source.';
    const { container } = render(<TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={false} />);
    const marks = Array.from(container.querySelectorAll<HTMLElement>('sup a'));
    await userEvent.click(marks[1] ?? container);
    expect(screen.getByRole('note')).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Back to the text from footnote aB' }));
    expect(marks[0]).toHaveFocus();
  });
});
