import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupSize, splitBlocks } from '../../src/components/markdown/split-blocks.ts';
import { appendText, partText } from '../../src/protocol/index.ts';

const lines = fc.array(
  fc.constantFrom(
    'text',
    '',
    '',
    '- item',
    '1. item',
    '  indented',
    '```',
    '~~~js',
    '> said',
    '# Head',
    '    code',
    '[a]: https://a.b',
    '| a |',
    '---',
    '*',
  ),
  { maxLength: 40 },
);

/** A text, cut into chunks at some of its places. */
const chunked = lines
  .map((some) => some.join('\n'))
  .chain((text) =>
    fc.uniqueArray(fc.nat({ max: text.length }), { maxLength: 12 }).map((cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      return places.slice(1).map((place, index) => text.slice(places[index], place));
    }),
  );

const blocksOf = (text: string) => {
  const { groups, open } = splitBlocks(partText(text));
  return [...groups.flat(), open];
};

it('cuts a text without losing a letter', () => {
  fc.assert(
    fc.property(lines, (some) => {
      expect(blocksOf(some.join('\n')).join('')).toBe(some.join('\n'));
    }),
  );
});

it('cuts a text that grows as it cuts the whole, and old versions stay as they were', () => {
  fc.assert(
    fc.property(chunked, (chunks) => {
      let text = partText('');
      const versions = chunks.map((chunk) => {
        text = appendText(text, chunk);
        return { text, cut: splitBlocks(text) };
      });
      expect(splitBlocks(text)).toEqual(splitBlocks(partText(chunks.join(''))));
      for (const version of versions) expect(splitBlocks(version.text)).toEqual(version.cut);
    }),
  );
});

it('keeps a list, a loose one too, in one block', () => {
  expect(blocksOf('- a\n\n  more of a\n\n- b\n\nText')).toEqual(['- a\n\n  more of a\n\n- b\n\n', 'Text']);
});

it('keeps code in one block, blank lines and all', () => {
  expect(blocksOf('```\na\n\nb\n```\n\nText')).toEqual(['```\na\n\nb\n```\n\n', 'Text']);
});

it('waits before it takes a dash for a list item', () => {
  const list = partText('- a\n\n-');
  expect(splitBlocks(list).groups).toEqual([]);
  expect(splitBlocks(appendText(list, '--')).groups).toEqual([['- a\n\n']]);
});

it('gathers closed blocks in groups that keep their identity once they are full', () => {
  const text = partText('Block.\n\n'.repeat(groupSize + 2));
  const { groups } = splitBlocks(text);
  expect(groups.map((group) => group.length)).toEqual([groupSize, 1]);
  expect(splitBlocks(appendText(text, 'More.\n\nMore.')).groups[0]).toBe(groups[0]);
});
