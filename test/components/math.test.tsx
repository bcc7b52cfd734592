import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { MarkdownProvider, TextPartView } from '../../src/index.ts';
import { katexMath } from '../../src/math/index.ts';
import { mathElements } from '../../src/math/math-elements.ts';
import { partText } from '../../src/protocol/index.ts';

const show = (markdown: string, isStreaming = false) =>
  render(
    <MarkdownProvider math={katexMath}>
      <TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={isStreaming} />
    </MarkdownProvider>,
  ).container;

const formulas = async (container: HTMLElement) => {
  await screen.findAllByText('x', { selector: 'mi' });
  return Array.from(container.querySelectorAll('math'), (math) => math.textContent);
};

describe('formulas', () => {
  it.each(['$x^2$', '$$x^2$$', '\\(x^2\\)', '\\[x^2\\]', '$$\nx^2\n$$', '\\[\nx^2\n\\]'])('%j is one', async (markdown) => {
    expect(await formulas(show(markdown))).toEqual(['x2']);
  });

  it('stand in a line, or on one of their own', async () => {
    const container = show('in $x$ line\n\n$$\nx\n$$');
    await formulas(container);
    expect(Array.from(container.querySelectorAll('math'), (math) => math.getAttribute('display'))).toEqual([null, 'block']);
  });

  it.each(['It costs $5 and $6.', 'US$ 5 to US$ 6', 'a \\$x$ b', '`$x$`'])('%j holds none', (markdown) => {
    const container = show(markdown);
    expect(container.querySelector('math, code:not(p > code)')).toBeNull();
    expect(container).toHaveTextContent(markdown.replaceAll(/[\\`]/g, ''));
  });

  it.each(['$', '$$', '$$\n'])('have no piles of marks, which are cut wherever they stand: %j', (fence) => {
    const pile = 'x'.concat('\u0316\u0301'.repeat(500));
    for (const isStreaming of [true, false]) {
      const container = show(`${fence}${pile}${fence.split('').toReversed().join('')}`, isStreaming);
      expect(container.querySelector('math')).toBeNull();
      expect(container.querySelectorAll('bdi')).toHaveLength(31);
      expect(container).toHaveTextContent(pile);
    }
  });

  it('U4: are not shown half written', () => {
    const written = 'so $\\frac{a}{b}$ is';
    const shown = Array.from(written, (_, end) => show(written.slice(0, end + 1), true).querySelector('p')?.firstChild?.textContent ?? '');
    expect(shown.filter((text) => /[$\\]/.test(text))).toEqual([]);
  });

  it('stay TeX where they make no sense', async () => {
    const container = show('$x$ and $\\frac{$');
    await formulas(container);
    expect(container).toHaveTextContent('\\frac{');
  });

  it('are text without the plug-in', () => {
    const { container } = render(<TextPartView part={{ type: 'text', text: partText('$x$') }} isStreaming={false} />);
    expect(container).toHaveTextContent('$x$');
  });

  it('bring no element and no attribute that is not of MathML', () => {
    const markup =
      '<math onclick="a()"><mi href="javascript:a()" style="color:red">x</mi><script>a()</script><annotation-xml><b>c</b></annotation-xml></math>';
    const { container } = render(<>{mathElements(markup)}</>);
    expect(container.innerHTML).toBe('<math><mi>x</mi></math>');
  });

  it.each(['\\href{javascript:alert(1)}{x}', '\\url{javascript:alert(1)}x', '\\htmlData{a=b}{x}', '\\includegraphics{https://a.b/c}x'])(
    'run nothing and load nothing: %s',
    async (tex) => {
      const container = show(`$${tex}$ and $x$`);
      await formulas(container);
      expect(container.querySelector('a, img, [href], [src], [style]')).toBeNull();
    },
  );
});
