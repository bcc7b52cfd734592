import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const numbersIn = (path: string, pattern: RegExp) => [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, numbers = '']) => numbers);

const rules = numbersIn('PROTOCOL.md', /^- \*\*(R\d+\.\d+)\b/gm);

// A title begins with the numbers of what it proves. A comment proves nothing, and neither does a test that is skipped.
const titles = /^(?! *(?:\/[/*]|\*)).*(?:\b(?:it|test|describe|describeSection)|\))\(\s*['"`]((?:[A-Z]\d+(?:\.\d+)?[,:]? )+)/gm;
const named = new Set(
  globSync(['test/**/*.test.{ts,tsx}', 'test/browser/*.e2e.ts'])
    .flatMap((path) => numbersIn(path, titles))
    .flatMap((numbers) => numbers.match(/R\d+\.\d+/g) ?? []),
);

describe('the rules of PROTOCOL.md', () => {
  it('are numbered from 1 in each section, each once', () => {
    const sections = Map.groupBy(rules, (rule) => rule.slice(0, rule.indexOf('.')));
    const dense = [...sections].flatMap(([section, stated]) => stated.map((_, place) => `${section}.${place + 1}`));
    expect(sections.size).toBeGreaterThan(10);
    expect(new Set(rules)).toEqual(new Set(dense));
  });

  it.each(rules)('%s is named by the title of a test', (rule) => {
    expect([...named]).toContain(rule);
  });

  it('are all that titles name', () => {
    expect([...named].filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});
