import { render } from '@testing-library/react';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readMarkdown } from '../../src/components/markdown/read-markdown.ts';
import { TextPartView } from '../../src/index.ts';
import { joinText, partText, type PartText } from '../../src/protocol/index.ts';
import { anyMarkdown, answers, inChunks, versionsOf } from './markdown-texts.ts';

const work = vi.hoisted(() => ({ letters: 0, lines: 0 }));

vi.mock(import('../../src/components/markdown/scan-inline.ts'), async (original) => {
  const { scanInline, ...rest } = await original();
  const counting: typeof scanInline = (source, ...how) => {
    work.letters += source.length;
    return scanInline(source, ...how);
  };
  return { ...rest, scanInline: counting };
});

vi.mock(import('../../src/components/markdown/read-line.ts'), async (original) => {
  const { readLine, ...rest } = await original();
  const counting: typeof readLine = (into, line, syntax) => {
    work.lines += line.length;
    return readLine(into, line, syntax);
  };
  return { ...rest, readLine: counting };
});

const show = (text: PartText, isStreaming: boolean) => <TextPartView part={{ type: 'text', text }} isStreaming={isStreaming} />;
const whole = (markdown: string) => renderToStaticMarkup(show(partText(markdown), false));

/** Streams chunks into one view; gives what it shows at the end. */
function stream(chunks: readonly string[]): { html: string; shown: readonly string[] } {
  const versions = versionsOf(chunks);
  const { container, rerender, unmount } = render(show(partText(''), true));
  const shown = versions.map((text) => {
    rerender(show(text, true));
    return container.textContent;
  });
  rerender(show(versions.at(-1) ?? partText(''), false));
  const html = container.innerHTML;
  unmount();
  return { html, shown };
}

/** What is in the page, whatever the order in which attributes were set. Ids differ from view to view. */
function domOf(html: string): string {
  const page = document.createElement('div');
  page.innerHTML = html;
  for (const element of page.querySelectorAll('*')) {
    const attributes = Array.from(element.attributes).toSorted((a, b) => a.name.localeCompare(b.name));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value.replace(/^#?[_:]r.*note-/i, ''));
  }
  return page.innerHTML;
}

describe('a text that comes in chunks', () => {
  it('is shown at its end as if it had come at once', () => {
    fc.assert(
      fc.property(
        anyMarkdown.chain((text) => inChunks(text)),
        (chunks) => {
          expect(domOf(stream(chunks).html)).toBe(domOf(whole(chunks.join(''))));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(answers)('is so a few letters at a time (%#)', (answer) => {
    expect(domOf(stream(answer.match(/[\s\S]{1,3}/g) ?? []).html)).toBe(domOf(whole(answer)));
  });

  it('keeps every word, whatever stands around it', () => {
    const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyMarkdown, words, (text, some) => {
        const { container, unmount } = render(show(partText(`${text}\n\n${some.join(' ')}`), false));
        const shown = container.textContent;
        unmount();
        expect(shown).toContain(some.join(' '));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves older versions of a text as they were', () => {
    const [older, newer] = versionsOf(['- one\n- **tw', 'o**\n\nThe end']);
    const before = older && renderToStaticMarkup(show(older, true));
    if (newer) renderToStaticMarkup(show(newer, true));
    expect(older && renderToStaticMarkup(show(older, true))).toBe(before);
    expect(joinText(newer ?? partText(''))).toContain('The end');
  });
});

describe('what a token costs', () => {
  beforeEach(() => Object.assign(work, { letters: 0, lines: 0 }));

  const sentence = 'The quick brown fox **jumps** over the `lazy` dog, and [reads](https://example.com) about it. ';
  const syntax = { hasMath: false };
  const tokens = (text: string) => text.match(/[\s\S]{1,4}/g) ?? [];

  it.each([
    ['one paragraph', sentence.repeat(80)],
    ['paragraphs', `${sentence}\n\n`.repeat(80)],
    ['a list', `- ${sentence}\n`.repeat(80)],
    ['a nested list', `- one\n  - ${sentence}\n`.repeat(80)],
    ['a quotation', `> ${sentence}\n`.repeat(80)],
    ['code', `\`\`\`ts\n${'const value = compute(input);\n'.repeat(200)}\`\`\``],
  ])('is the same at the end of %s as at its beginning', (_, text) => {
    const chunks = tokens(text);
    const half = Math.floor(chunks.length / 2);
    const versions = versionsOf(chunks);
    const costOf = (some: readonly PartText[]) => {
      Object.assign(work, { letters: 0, lines: 0 });
      for (const version of some) readMarkdown(version, version.length, 'mend', syntax);
      return work.letters + work.lines;
    };
    const first = costOf(versions.slice(0, half));
    const second = costOf(versions.slice(half));
    expect(second).toBeLessThan(first * 1.15);
  });

  it('reads at most one and a half letters again for each that comes, a frame of three tokens at a time', () => {
    const answer = answers.join('\n\n').concat(`\n\n${sentence.repeat(40)}`);
    for (const version of versionsOf(answer.match(/[\s\S]{1,13}/g) ?? [])) readMarkdown(version, version.length, 'mend', syntax);
    expect((work.letters + work.lines) / answer.length - 1).toBeLessThan(1.5);
  });

  it.each([
    ['emphasis that never closes', '*a _b '],
    ['links that never end', '[a]('],
    ['code that never closes', '`` a ` '],
  ])('stays within a few letters read again for each, however hostile they are: %s', (_, piece) => {
    const text = piece.repeat(2000);
    const versions = versionsOf(tokens(text));
    // So many tokens come in a frame where a model writes 2,000 a second.
    for (const version of versions.filter((__, place) => place % 33 === 0)) readMarkdown(version, version.length, 'mend', syntax);
    const frames = versions.length / 33;
    const reach = 2048;
    expect((work.letters + work.lines - frames * reach) / text.length).toBeLessThan(6);
  });

  it('renders no closed block again', () => {
    const { container, rerender } = render(show(partText('First *block*.\n\n- one\n- two\n\n'), true));
    const kept = Array.from(container.querySelectorAll('p, li'));
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    for (const element of kept) observer.observe(element, { childList: true, subtree: true, characterData: true, attributes: true });
    for (const text of versionsOf(['First *block*.\n\n- one\n- two\n\n', 'Third', ' and', ' more.\n\n', '# Four']))
      rerender(show(text, true));
    changes.push(...observer.takeRecords());
    expect(changes).toEqual([]);
    expect(kept.every((element) => element.isConnected)).toBe(true);
  });
});
