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
interface Story {
  readonly name?: string;
  readonly tags?: readonly string[];
}

// As Storybook has them: what a story takes over from another one may have taken its tags too.
const modules = import.meta.glob<Readonly<Record<string, Story>>>('../../stories/*.stories.tsx', { eager: true });
const stories = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(module).map(([name, story]) => ({ id: `${path.split('/').at(-1)} ${name}`, ...story })),
);
const shown = new Set(stories.flatMap(({ tags = [] }) => tags));

describe('what people expect of a chat', () => {
  it('is thirty-eight things, in order', () => {
    expect(conventions.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_, place) => `U${place + 1}`));
  });

  it('is shown under the number that the name of a story begins with', () => {
    const untagged = stories.filter(({ name = '', tags = [] }) => /^U\d+: /.test(name) && !tags.includes(name.split(':')[0] ?? ''));
    expect(untagged.map(({ id }) => id)).toEqual([]);
  });

  it('U37: is shown zoomed and from right to left, by stories that say so', () => {
    const turned = stories.filter(({ id }) => / (?:Zoomed|RightToLeft)$/.test(id));
    expect(turned.filter(({ tags = [] }) => !tags.includes('U37')).map(({ id }) => id)).toEqual([]);
  });

  it.each(conventions)('$number has a test and a story: $text', ({ number }) => {
    expect({ isTested: tested.has(number), isShown: shown.has(number) }).toEqual({ isTested: true, isShown: true });
  });
});
