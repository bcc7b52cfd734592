import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../src/server/auth/sealed.ts';

describe('a sealed text', () => {
  const seal = createSeal('the secret of a server');

  it('is opened by who sealed it, about the same thing', () => {
    expect(seal.open(seal.close('gho_ü', 'github 1'), 'github 1')).toBe('gho_ü');
  });

  it('is another one each time, and shows nothing', () => {
    expect(seal.close('gho_1', 'github 1')).not.toBe(seal.close('gho_1', 'github 1'));
    expect(Buffer.from(seal.close('gho_1', 'github 1'), 'base64url').toString('latin1')).not.toContain('gho');
  });

  it.each([
    ['about another thing', (sealed: string) => seal.open(sealed, 'github 2')],
    ['with another secret', (sealed: string) => createSeal('another').open(sealed, 'github 1')],
    ['that was changed', (sealed: string) => seal.open((sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1), 'github 1')],
    ['that was cut', (sealed: string) => seal.open(sealed.slice(0, 20), 'github 1')],
    ['that is none', () => seal.open('', 'github 1')],
  ])('%s is not opened', (_, open) => {
    expect(open(seal.close('gho_1', 'github 1'))).toBeUndefined();
  });
});
