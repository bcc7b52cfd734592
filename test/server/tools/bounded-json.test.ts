import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedJson } from '../../../src/server/tools/bounded-json.ts';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('a value that fits', () => {
  it('is what JSON makes of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(boundedJson(value, 1_000_000)).toEqual({ value: JSON.parse(JSON.stringify(value)), truncated: false });
      }),
    );
  });

  it('may hold what JSON does not know', () => {
    const value = { at: new Date(0), big: 7n, nothing: undefined, run: () => 1, list: [undefined, Number.NaN] };
    expect(boundedJson(value, 1000).value).toEqual({ at: '1970-01-01T00:00:00.000Z', big: '7', list: [null, null] });
    expect(boundedJson(undefined, 1000)).toEqual({ value: null, truncated: false });
  });

  it('is well-formed text without NUL', () => {
    expect(boundedJson({ 'a\0': '\ud800' }, 1000).value).toEqual({ 'a\uFFFD': '\uFFFD' });
    expect(boundedJson('\0', 1000).value).toBe('\uFFFD');
  });
});

describe('a value that is too long', () => {
  it('is the beginning of its text, within the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 40, maxLength: 200 }), fc.integer({ min: 8, max: 40 }), (text, maxBytes) => {
        const { value, truncated } = boundedJson(text, maxBytes);
        expect(truncated).toBe(true);
        expect(bytesOf(value)).toBeLessThanOrEqual(maxBytes);
      }),
    );
  });

  it('is the beginning of its JSON, as text', () => {
    const { value, truncated } = boundedJson({ list: Array.from({ length: 100 }, (_, place) => place) }, 40);
    expect(truncated).toBe(true);
    expect(value).toMatch(/^\{"list":\[0,1,2,/);
    expect(bytesOf(value)).toBeLessThanOrEqual(40);
  });

  it('is not looked at beyond that, however large it is', () => {
    const unread = {
      get rest(): never {
        throw new Error('It was looked at.');
      },
    };
    expect(boundedJson([...Array.from({ length: 20 }, () => 'x'.repeat(100)), { toJSON: () => unread.rest }], 500).truncated).toBe(true);
  });

  it('may have no end', () => {
    const endless: { self?: unknown } = {};
    endless.self = endless;
    expect(boundedJson(endless, 100).truncated).toBe(true);
    expect(boundedJson(endless, 10_000)).toMatchObject({ truncated: false });
  });
});

it('a result of 50 MB becomes a small one', () => {
  const text = 'x'.repeat(50_000_000);
  expect(bytesOf(boundedJson(text, 61_440).value)).toBe(61_440);
  expect(bytesOf(boundedJson({ text, list: [text, text] }, 61_440).value)).toBeLessThanOrEqual(61_440);
});
