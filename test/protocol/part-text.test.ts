import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendText, joinText, partText } from '../../src/protocol/index.ts';

describe('the text of a part', () => {
  it('is its chunks, joined', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (chunks) => {
        const text = chunks.reduce(appendText, partText(''));
        expect(joinText(text)).toBe(chunks.join(''));
        expect(text.length).toBe(chunks.join('').length);
      }),
    );
  });

  it('shares its chunks with the version before, at no cost', () => {
    const first = partText('a');
    expect(appendText(first, 'b').chunks).toBe(first.chunks);
  });

  it('leaves every version as it was when two grow from one', () => {
    const one = appendText(partText('a'), 'b');
    const left = appendText(one, 'left');
    const right = appendText(one, 'right');
    appendText(left, '!');
    expect([one, left, right].map(joinText)).toEqual(['ab', 'ableft', 'abright']);
  });

  it('is itself when nothing is added', () => {
    const text = partText('a');
    expect(appendText(text, '')).toBe(text);
  });
});
