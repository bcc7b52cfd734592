import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, createWrittenText, type TextKind, type WrittenDelta } from '../../src/server/written-text.ts';

const kind = fc.constantFrom<TextKind>('content', 'reasoning');
const text = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00', '\0'), maxLength: 20 });

function write(deltas: readonly (readonly [TextKind, string])[], maxBytes = 1024 * 1024) {
  const written = createWrittenText(maxBytes);
  for (const [kind, text] of deltas) written.add(kind, text);
  written.end();
  return written;
}

/** Neighbours of one kind as one. */
function joined(deltas: readonly WrittenDelta[]): WrittenDelta[] {
  const all: WrittenDelta[] = [];
  for (const { kind, text } of deltas) {
    const last = all.at(-1)?.kind === kind ? all.pop() : undefined;
    all.push({ kind, text: (last?.text ?? '') + text });
  }
  return all;
}

describe('written text', () => {
  it('is what the model wrote, made well-formed as a whole, however it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, text), { maxLength: 20 }), (deltas) => {
        const whole = joined(deltas.filter(([, text]) => text !== '').map(([kind, text]) => ({ kind, text })));
        const expected = whole.map(({ kind, text }) => ({ kind, text: cleanText(text) }));
        expect(write(deltas).after(0)).toEqual(expected);
      }),
    );
  });

  it('gives from any place on what is not stored yet, also when the rest was forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, text), { maxLength: 20 }), fc.nat(), (deltas, seed) => {
        const written = write(deltas);
        const all = written
          .after(0)
          .map(({ text }) => text)
          .join('');
        const from = seed % (all.length + 1);
        written.forget(from);
        expect(
          written
            .after(from)
            .map(({ text }) => text)
            .join(''),
        ).toBe(all.slice(from));
        expect(written.length()).toBe(all.length);
      }),
    );
  });

  it('never ends with half a character before the model has ended', () => {
    const written = createWrittenText(100);

    written.add('content', 'a\ud83d');
    expect(written.after(0)).toEqual([{ kind: 'content', text: 'a' }]);
    written.add('content', '\ude00');

    expect(written.after(0)).toEqual([{ kind: 'content', text: 'a😀' }]);
  });

  it('comes in deltas of at most 8,000 code units, none of which cuts a character', () => {
    const whole = `a${'😀'.repeat(10_000)}`;
    const deltas = write([['content', whole]]).after(0);

    expect(Math.max(...deltas.map(({ text }) => text.length))).toBeLessThanOrEqual(8000);
    expect(deltas.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(deltas.map(({ text }) => text).join('')).toBe(whole);
  });

  it('is cut at its limit of bytes, on a whole character', () => {
    const written = write(
      [
        ['reasoning', '€€'],
        ['content', '€😀'],
        ['content', 'a'],
      ],
      11,
    );

    expect(written.isFull()).toBe(true);
    expect(written.after(0)).toEqual([
      { kind: 'reasoning', text: '€€' },
      { kind: 'content', text: '€' },
    ]);
  });
});
