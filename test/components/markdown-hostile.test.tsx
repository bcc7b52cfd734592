import { render } from '@testing-library/react';
import { useEffect } from 'react';
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../src/components/announcer.tsx';
import { useAnnounce } from '../../src/components/use-announce.ts';
import { TextPartView } from '../../src/index.ts';
import { partText } from '../../src/protocol/index.ts';
import { hostileTexts } from './hostile-texts.ts';

/** As much as is shown in the first frame. */
const begin = 8000;

const show = (markdown: string, isStreaming: boolean) =>
  render(<TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={isStreaming} />).container;

describe('text that is made to hurt', () => {
  it.each(Object.entries(hostileTexts))('is shown, and nests no deeper than a page can bear: %s', (_, text) => {
    const part = text.slice(0, begin);
    const container = show(part, false);
    const depth = Math.max(0, ...Array.from(container.querySelectorAll('*'), depthOf));
    const letters = new Set(part.match(/[a-z]/g));
    expect(depth).toBeLessThan(150);
    expect(Array.from(letters).filter((letter) => !container.innerHTML.includes(letter) && !part.startsWith('[a]: '))).toEqual([]);
  });

  it.each(Object.entries(hostileTexts))('makes no more elements in a frame than a browser lays out in time: %s', (_, text) => {
    expect(show(text, false).querySelectorAll('*').length).toBeLessThan(3200);
  });

  function depthOf(element: Element): number {
    let depth = 0;
    for (let parent = element.parentElement; parent; parent = parent.parentElement) depth += 1;
    return depth;
  }
});

describe('a pile of marks', () => {
  const pile = 'a\u0301'.concat('\u0316\u200d'.repeat(500));
  const places: readonly (readonly [string, string])[] = [
    ['a paragraph', pile],
    ['emphasis', `*${pile}*`],
    ['code in a line', `\`${pile}\``],
    ['code', `\`\`\`\n${pile}\n\`\`\``],
    ['a cell', `| a |\n|---|\n| ${pile} |`],
    ['an address', `https://example.com/${pile}`],
    ['an address that is not linked to', `[x](javascript:${pile})`],
    ['what may be a reference', `[x][${pile}]`],
    ['an emoji', `\u{1F44B}${'\u{1F3FB}'.repeat(500)}`],
  ];

  it.each(places)('is cut into elements that a browser lays out one by one, and kept whole: %s', (_, markdown) => {
    for (const isStreaming of [true, false]) {
      const container = show(markdown, isStreaming);
      const texts = container.innerHTML.split(/<[^>]*>/);
      const runs = texts.flatMap((text) => text.match(/[\p{M}\p{Cf}\p{EMod}]+/gu) ?? []);
      const marks = markdown.match(/[\p{M}\p{Cf}\p{EMod}]/gu) ?? [];
      expect(Math.max(...runs.map((run) => Array.from(run).length))).toBeLessThan(64);
      expect(container.textContent.match(/[\p{M}\p{Cf}\p{EMod}]/gu)).toEqual(marks);
      expect(container.querySelectorAll('bdi').length).toBeLessThanOrEqual(marks.length / 32);
    }
  });

  it('is cut in what is read out, too', () => {
    const { container } = render(
      <Announcer>
        <Say text={pile} />
      </Announcer>,
    );
    expect(container.querySelectorAll('[role=status] bdi')).toHaveLength(31);
    expect(container.textContent).toBe(pile);
  });

  it('is none in what languages write', () => {
    expect(show('विश्व नमस्ते, שָׁלוֹם, 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👋🏽', false).querySelector('bdi')).toBeNull();
  });
});

function Say({ text }: { readonly text: string }) {
  const announce = useAnnounce();
  useEffect(() => announce(text), [announce, text]);
  return null;
}

describe('an address that would run a script', () => {
  const addresses = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;avascript&colon;alert(1)',
    'javascript\\:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://a.b/c',
    '//example.com',
    '\u0001javascript:alert(1)',
  ];
  const places: readonly ((address: string) => string)[] = [
    (address) => `[x](${address})`,
    (address) => `[x](<${address}>)`,
    (address) => `![x](${address})`,
    (address) => `<${address}>`,
    (address) => `[x][r]\n\n[r]: ${address}`,
    (address) => `[x][r]\n\n[r]: <${address}>`,
    (address) => `[![x](${address})](${address})`,
    (address) => `https://a.b" onclick="${address}`,
    (address) => `[x](https://a.b "t" onclick="${address}")`,
    (address) => `\`\`\`" onload="${address}\ncode\n\`\`\``,
    (address) => `<svg onload="${address}"><a href="${address}">`,
    (address) => `| a |\n|---|\n| [x](${address}) |`,
  ];

  it.each(addresses)('stands in no attribute, wherever it was written: %j', (address) => {
    for (const place of places) {
      for (const isStreaming of [true, false]) {
        const container = show(place(address), isStreaming);
        const found = Array.from(container.querySelectorAll('*')).flatMap((element) =>
          Array.from(element.attributes, (attribute) => attribute),
        );
        expect(found.filter(({ name }) => name.startsWith('on'))).toEqual([]);
        const urls = found.filter(({ name }) => name === 'href' || name === 'src').map(({ value }) => value);
        expect(urls.filter((url) => !/^(?:https?:\/\/|mailto:|#)/.test(url))).toEqual([]);
      }
    }
  });
});
