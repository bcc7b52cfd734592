import { describe, expect, it } from 'vitest';
import { chunkTurns } from '../../src/components/chunk-turns.ts';

const turns = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => {
    const key = `turn-${from + place}`;
    return { key, messageIds: [key], slots: [key], startedAt: 0 };
  });

const placesIn = (chunks: ReturnType<typeof chunkTurns>) =>
  Object.fromEntries(chunks.flatMap((chunk) => chunk.turns.map((turn) => [turn.key, chunk.key])));

describe('the chunks of a conversation', () => {
  it('hold sixteen turns each, in order', () => {
    const chunks = chunkTurns(turns(0, 40), new Map());
    expect(chunks.map((chunk) => chunk.turns.length)).toEqual([16, 16, 8]);
    expect(chunks.flatMap((chunk) => chunk.turns)).toEqual(turns(0, 40));
  });

  it('keep every turn where it is when others come before and after', () => {
    const known = new Map<string, string>();
    const before = placesIn(chunkTurns(turns(25, 45), known));
    const earlier = placesIn(chunkTurns(turns(0, 45), known));
    const all = chunkTurns(turns(0, 70), known);
    expect(earlier).toMatchObject(before);
    expect(placesIn(all)).toMatchObject(earlier);
    expect(all.flatMap((chunk) => chunk.turns)).toEqual(turns(0, 70));
    expect(new Set(all.map((chunk) => chunk.key)).size).toBe(all.length);
  });

  it('fill the last one first', () => {
    const known = new Map<string, string>();
    chunkTurns(turns(0, 3), known);
    expect(chunkTurns(turns(0, 5), known)).toHaveLength(1);
  });
});
