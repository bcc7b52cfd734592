import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const numbersIn = (pattern: RegExp, ...globs: string[]) =>
  new Set(globSync(globs).flatMap((path) => [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, number]) => number)));

const conventions = [...readFileSync('docs/conventions.md', 'utf8').matchAll(/^- (U\d+)\. (.*)$/gm)].map(([, number = '', text = '']) => ({
  number,
  text,
}));

// A story with a play function is a test by its name, as any other.
const tested = numbersIn(
  /(?:\b(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*|\n {2}name: )'(?:[A-Z]\d+, )*(U\d+): /g,
  'test/**/*.test.{ts,tsx}',
  'test/browser/*.e2e.ts',
  'stories/*.tsx',
);
const shown = numbersIn(/'(U\d+)'(?=[^[\]\n]*\])/g, 'stories/*.tsx');

describe('what people expect of a chat', () => {
  it('is thirty-eight things, in order', () => {
    expect(conventions.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_, place) => `U${place + 1}`));
  });

  it.each(conventions)('$number has a test and a story: $text', ({ number }) => {
    expect({ isTested: tested.has(number), isShown: shown.has(number) }).toEqual({ isTested: true, isShown: true });
  });
});
