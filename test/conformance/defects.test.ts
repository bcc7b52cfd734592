import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const promises = [...readFileSync('docs/defects.md', 'utf8').matchAll(/^- ([DIP]\d+)\. (.*)$/gm)].map(([, number = '', text = '']) => ({
  number,
  text,
}));

// A comment names nothing, and neither does a test that is skipped.
const titles = globSync(['test/**/*.test.{ts,tsx}', 'test/browser/*.e2e.ts']).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^(?! *(?:\/[/*]|\*)).*(?:\b(?:it|test|describe|describeSection)|\))\(\s*(['"`])(.*)\1/gm)].map(
    ([, , title = '']) => title,
  ),
);
const named = new Set(titles.flatMap((title) => title.match(/\b[DIP]\d+\b/g) ?? []));

describe('what must not happen', () => {
  it('is numbered from 1 in each part', () => {
    const parts = Map.groupBy(promises, ({ number }) => number.charAt(0));
    const dense = [...parts].flatMap(([part, stated]) => stated.map((_, place) => `${part}${place + 1}`));
    expect(promises.map(({ number }) => number)).toEqual(dense);
    expect([...parts.keys()]).toEqual(['D', 'P', 'I']);
  });

  it.each(promises)('$number is named by the title of a test: $text', ({ number }) => {
    expect([...named]).toContain(number);
  });

  it('is all that titles name', () => {
    expect([...named].filter((name) => !promises.some(({ number }) => number === name))).toEqual([]);
  });
});
