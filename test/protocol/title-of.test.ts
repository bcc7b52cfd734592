import { expect, it } from 'vitest';
import { titleOf } from '../../src/protocol/index.ts';

it.each([
  ['Why is the sky blue?', 'Why is the sky blue?'],
  ['\n\n  # A **bold** plan\nand more', 'A bold plan'],
  ['---\n***\n- [x] Buy `milk` and _bread_', '[x] Buy milk and bread'],
  ['> > 1. Quoted and numbered', 'Quoted and numbered'],
  ['```ts\nconst x = 1;\n```', 'ts'],
  ['See [the docs](https://a.example) and ![a cat](cat.png)', 'See the docs and a cat'],
  ['snake_case stays, 2 * 3 * 4 too', 'snake_case stays, 2 * 3 * 4 too'],
  ['Was heißt „Straße“?', 'Was heißt „Straße“?'],
  ['漢字かな', '漢字かな'],
  ['tab\tand  spaces', 'tab'],
  ['', ''],
  ['?!… — 🎉', ''],
])('makes of %j the title %j', (question, title) => {
  expect(titleOf(question)).toBe(title);
});

it('is at most 80 characters long, and cut at a word', () => {
  const title = titleOf('word '.repeat(40));
  expect([...title].length).toBeLessThanOrEqual(80);
  expect(title).toMatch(/^(word )+word…$/);
});

it('cuts one long word where it must, between characters', () => {
  const title = titleOf('😀a'.repeat(100));
  expect([...title]).toHaveLength(80);
  expect(title.isWellFormed()).toBe(true);
});

it.each(['[', '*', '> ', '_a', '[]('])('looks at no more than the beginning of a flood of %s', (mark) => {
  expect(titleOf(mark.repeat(1000))).toBe(titleOf(mark.repeat(100_000)));
});
