import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { MarkdownProvider, TextPartView } from '../../src/index.ts';
import { appendText, partText, type PartText } from '../../src/protocol/index.ts';

const show = (text: PartText, isStreaming = false) => <TextPartView part={{ type: 'text', text }} isStreaming={isStreaming} />;
const textOf = (markdown: string, isStreaming = false) => render(show(partText(markdown), isStreaming)).container.textContent;

const levelsIn = (container: HTMLElement) =>
  Array.from(container.querySelectorAll('h3, h4, h5, h6'), (heading) => Number(heading.ariaLevel ?? heading.tagName.slice(1)));

describe('what Markdown becomes', () => {
  it('renders lists, tables, quotations and headings as what they are', () => {
    render(show(partText('# Big\n\n1. one\n2. two\n\n| A | B |\n| - | -: |\n| 1 | 2 |\n\n> said\n\n- [x] done')));
    expect(screen.getByRole('heading', { name: 'Big' })).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByRole('cell', { name: '2' })).toHaveAttribute('data-align', 'right');
    expect(screen.getByRole('blockquote')).toHaveTextContent('said');
    expect(screen.getByRole('img', { name: 'Done' })).toBeVisible();
  });

  it.each([
    ['# A\n## B\n### C\n# D', [3, 4, 5, 3]],
    ['## A\n### B\n# C', [3, 4, 3]],
    ['#### A\n\ntext\n\n###### B\n\n##### C\n\n## D', [3, 4, 4, 3]],
    ['# A\n#### B\n## C\n### D', [3, 4, 4, 5]],
    ['## A\n\n- ### B\n- ### C\n\n> # D', [3, 4, 4, 3]],
    ['A\n---\n\n### B\n\nC\n===', [3, 4, 3]],
    ['# A\n## B\n### C\n#### D\n##### E', [3, 4, 5, 6, 6]],
  ])('makes an outline of headings that skips no level, whole or as they come: %j', (markdown, levels) => {
    const chunks = markdown.match(/[\s\S]{1,2}/g) ?? [];
    const { container, rerender } = render(show(partText(''), true));
    let text = partText('');
    for (const chunk of chunks) {
      text = appendText(text, chunk);
      rerender(show(text, true));
      const shown = levelsIn(container);
      expect(shown).toEqual(levels.slice(0, shown.length));
    }
    rerender(show(text));
    expect(levelsIn(container)).toEqual(levels);
    expect(levelsIn(render(show(partText(markdown))).container)).toEqual(levels);
  });

  it('names the language of code, and shows it letter for letter', () => {
    render(show(partText('```ts\nconst a = `<b>&amp;</b>`;\n```')));
    const code = screen.getByRole('group', { name: 'Code in ts' });
    expect(code.textContent).toBe('const a = `<b>&amp;</b>`;');
  });

  it('resolves a reference that is defined in another block', () => {
    render(show(partText('See [the paper][1].\n\nMore.\n\n[1]: https://example.com/paper')));
    expect(screen.getByRole('link', { name: /^the paper/ })).toHaveAttribute('href', 'https://example.com/paper');
  });

  it('reads character references', () => {
    expect(textOf('&lt;b&gt; &amp; &#169; &#x2026; &unknown; `&amp;`')).toBe('<b> & © … &unknown; &amp;');
  });
});

describe('what comes from outside', () => {
  it.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'a <b>bold</b> word', '<div>\nblock\n</div>'])(
    'shows %s as it is written',
    (html) => {
      const { container } = render(show(partText(html)));
      expect(container).toHaveTextContent(html.replaceAll('\n', ' '));
      expect(container.querySelector('script, img, b, [onerror]')).toBeNull();
    },
  );

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html,hi)',
    '[x](vbscript:x)',
    '[x](/relative)',
    '![x](javascript:alert(1))',
    '![x](data:text/html,hi)',
  ])('makes neither link nor image of %s', (markdown) => {
    const { container } = render(show(partText(markdown)));
    expect(container.querySelector('a, img')).toBeNull();
    expect(container).toHaveTextContent(markdown);
  });

  it.each(['https://example.com/?a=1&b=2', 'http://example.com', 'mailto:ada@example.com'])(
    'links to %s in a new tab, without a trace',
    (url) => {
      render(show(partText(`[here](${url})`)));
      const link = screen.getByRole('link', { name: /^here/ });
      expect(link).toHaveAttribute('href', url);
      expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
      expect(link).toHaveAttribute('target', '_blank');
    },
  );

  it('shows an image that is in the text itself', () => {
    render(show(partText('![a dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)')));
    expect(screen.getByRole('img', { name: 'a dot' })).toHaveAttribute('src', 'data:image/gif;base64,R0lGODlhAQABAAAAACw=');
  });

  it.each([
    ['![a cat](https://example.com/cat.png?read=secret)', 'a cat'],
    ['![**x**](https://example.com/a.png)', 'x'],
    ['![](https://example.com/cat.png)', 'https://example.com/cat.png'],
    ['![a cat](http://example.com/cat.png)', 'a cat'],
    ['[![a cat](https://example.com/cat.png)](https://example.com)', 'a cat'],
    ['[**![a cat](https://example.com/cat.png)**](https://example.com)', 'a cat'],
  ])('loads no image from elsewhere by itself, but links to it: %s', (markdown, name) => {
    const { container } = render(show(partText(markdown)));
    expect(container.querySelectorAll('[src]')).toHaveLength(0);
    expect(container.querySelectorAll('a')).toHaveLength(1);
    expect(screen.getByRole('link', { name: (found) => found.startsWith(name) })).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  });

  it('loads the images over https that the page allows, and no others', () => {
    const markdown =
      '![a cat](https://example.com/cat.png) ![a dog](https://example.com.evil/dog.png) ![a fox](https://[) ![a hen](http://example.com/hen.png)';
    render(<MarkdownProvider images={({ host }) => host === 'example.com'}>{show(partText(markdown))}</MarkdownProvider>);
    const cat = screen.getByRole('img', { name: 'a cat' });
    expect(cat).toHaveAttribute('src', 'https://example.com/cat.png');
    expect(cat).toHaveAttribute('referrerpolicy', 'no-referrer');
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['a dog', 'a fox', 'a hen']);
  });
});

describe('U4: while it streams', () => {
  const answer = [
    'Some **strong** and *soft* words, `code` and a [link](https://example.com/a_b).',
    '',
    'Steps:',
    '- first **one**',
    '- second',
    '',
    '1. a ~~struck~~ word',
    '2. and `more`',
    '',
    '| Name | Size |',
    '| :-- | --: |',
    '| **bold** | `1` |',
    '',
    'A picture: ![cat](https://example.com/cat.png) and a reference.',
    '',
    '```ts',
    'const a = 1;',
    '```',
    '',
    '## The *end*',
  ].join('\n');

  it('never shows a raw mark, whatever the place where the text ends', () => {
    const begun = Array.from(answer, (_, end) => answer.slice(0, end + 1));
    const raw = begun.filter((text) => {
      const { container, unmount } = render(show(partText(text), true));
      const shown = container.textContent;
      unmount();
      return /[*`|~[\]#]|https:/.test(shown);
    });
    expect(raw).toEqual([]);
  });

  it('makes no heading of a line above a list that has just begun', () => {
    render(show(partText('Steps:\n-'), true));
    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  });

  it('holds nothing back once it has ended', () => {
    expect(textOf('The result is\n42')).toContain('42');
    expect(textOf('| no table |')).toBe('| no table |');
  });

  it.each([
    ['2 * 3 = 6 and snake_case_name', '2 * 3 = 6 and snake_case_name'],
    ['a ** b and 5 ~ 6', 'a ** b and 5 ~ 6'],
    ['see [1] and [2] there', 'see [1] and [2] there'],
    ['``a ` b', 'a ` b'],
    ['**bold `co', 'bold co'],
    ['***both', 'both'],
    ['an \\*escaped\\* star', 'an *escaped* star'],
  ])('shows %s as %s', (markdown, shown) => {
    expect(textOf(markdown, true)).toBe(shown);
  });

  it('keeps the elements of finished blocks', () => {
    let text = partText('First *block*.\n\n```\ncode');
    const { rerender } = render(show(text, true));
    const first = screen.getByText('block').parentElement;
    const code = screen.getByText('code');
    for (const chunk of [' and more', '\n```\n', '\nThird.', '\n\nFourth']) {
      text = appendText(text, chunk);
      rerender(show(text, true));
    }
    expect(screen.getByText('block').parentElement).toBe(first);
    expect(screen.getByText('code and more')).toBe(code);
    expect(screen.getByText('Fourth')).toBeVisible();
  });
});
