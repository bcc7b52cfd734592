import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = 'src/components';
const sheets = globSync(`${folder}/**/*.css`).filter((path) => !path.endsWith('styles.css'));
const read = (path: string) => readFileSync(path, 'utf8');
const withoutComments = (css: string) => css.replaceAll(/\/\*[\s\S]*?\*\//g, '');

describe('the style sheets', () => {
  it('are all imported, the tokens first', () => {
    const imported = [...read(`${folder}/styles.css`).matchAll(/@import '\.\/(.*)';/g)].map(([, path]) => `${folder}/${path}`);
    expect(imported.toSorted()).toEqual(sheets.toSorted());
    expect(imported[0]).toBe(`${folder}/tokens.css`);
  });

  it.each(sheets)('weigh nothing: every selector of %s is inside :where()', (path) => {
    const selectors = [...withoutComments(read(path)).matchAll(/(?:^|[{}])\s*([^{}@%]+?)\s*\{/g)].map(([, selector]) => selector ?? '');
    const heavy = selectors
      .filter((selector) => !/^(from|to)$/.test(selector))
      .filter((selector) => /[.[#:]/.test(stripWhere(selector).replace(/::[a-z]+$/, '')));
    expect(heavy).toEqual([]);
  });

  it.each(sheets)('U37: %s mirrors right to left', (path) => {
    const css = withoutComments(read(path)).replaceAll(/direction: ltr;\s*text-align: left;/g, '');
    expect(css).not.toMatch(
      /(?:margin|padding|border)-(?:left|right|top|bottom)|[;{]\s*(?:left|right|top|bottom|width|height):|text-align: (?:left|right)/,
    );
  });

  it.each(sheets)('U37: %s goes by the direction of the chat, not of the page around it', (path) => {
    expect(withoutComments(read(path))).not.toMatch(/\[dir=/);
  });

  it('U36: shimmer only where motion is welcome', () => {
    const still = withoutComments(read(`${folder}/reasoning-panel.css`)).replace(
      /@media \(prefers-reduced-motion: no-preference\) \{[\s\S]*?\n\}/,
      '',
    );
    expect(still).not.toMatch(/animation:/);
  });

  it('have the same dark colours by the system and by choice', () => {
    const blocks = [...read(`${folder}/tokens.css`).matchAll(/\{([^{}]*--chat-surface:[^{}]*)\}/g)].map(([, body]) =>
      body?.replaceAll(/\s+/g, ' '),
    );
    expect(blocks).toHaveLength(3);
    expect(blocks[1]).toBe(blocks[2]);
    expect(blocks[0]).not.toBe(blocks[1]);
  });
});

function stripWhere(selector: string): string {
  let depth = 0;
  let rest = '';
  for (let at = 0; at < selector.length; at += 1) {
    if (depth === 0 && selector.startsWith(':where(', at)) {
      depth = 1;
      at += ':where('.length - 1;
    } else if (depth > 0) {
      if (selector[at] === '(') depth += 1;
      if (selector[at] === ')') depth -= 1;
    } else rest += selector[at];
  }
  return rest;
}
