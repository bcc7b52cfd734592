import type { Turn } from './group-turns.ts';

/** Turns that are laid out and painted together, or not at all. */
export interface Chunk {
  readonly key: string;
  readonly turns: readonly Turn[];
}

const chunkSize = 16;

/**
 * Cuts a conversation into chunks, so that a token costs what its chunk costs, not what the conversation does. A turn stays in the chunk that
 * `known` says it is in, as what is shown must not be built anew: what comes before gets chunks of its own, what comes after fills the last.
 */
export function chunkTurns(turns: readonly Turn[], known: Map<string, string>): readonly Chunk[] {
  const chunks: (Chunk & { turns: Turn[] })[] = [];
  for (const turn of turns) {
    const last = chunks.at(-1);
    const hasPlace = last !== undefined && last.turns.length < chunkSize;
    const key = known.get(turn.key) ?? (hasPlace ? last.key : turn.key);
    known.set(turn.key, key);
    if (last?.key === key) last.turns.push(turn);
    else chunks.push({ key, turns: [turn] });
  }
  return chunks;
}

/** Whether two chunks show the same. */
export function isSameChunk(a: Chunk, b: Chunk): boolean {
  return a.turns.length === b.turns.length && a.turns.every((turn, place) => isSame(turn, b.turns[place]));
}

function isSame(a: Turn, b: Turn | undefined): boolean {
  const isSameStart = a.key === b?.key && a.startedAt === b.startedAt;
  return isSameStart && a.messageIds.length === b.messageIds.length && a.messageIds.every((id, place) => id === b.messageIds[place]);
}
