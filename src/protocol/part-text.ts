/**
 * Text that grows at its end in O(1). Versions share one array of chunks, and each knows how many of them are its own, so an old
 * version stays valid while the newest one grows.
 */
export interface PartText {
  readonly chunks: readonly string[];
  /** How many of the chunks belong to this version. */
  readonly count: number;
  /** UTF-16 code units. */
  readonly length: number;
}

const joined = new WeakMap<PartText, string>();

/** A text of one chunk, or of none. */
export function partText(text: string): PartText {
  return text === '' ? { chunks: [], count: 0, length: 0 } : { chunks: [text], count: 1, length: text.length };
}

/** The text with a chunk added to its end; the given version stays as it was. */
export function appendText(text: PartText, chunk: string): PartText {
  if (chunk === '') return text;
  const isTip = text.chunks.length === text.count;
  const chunks = isTip ? (text.chunks as string[]) : text.chunks.slice(0, text.count);
  chunks.push(chunk);
  return { chunks, count: text.count + 1, length: text.length + chunk.length };
}

/** The whole text as one string: O(length) once for each version, so never once per token. */
export function joinText(text: PartText): string {
  if (text.count === 0) return '';
  if (text.count === 1) return text.chunks[0] ?? '';
  const known = joined.get(text);
  if (known !== undefined) return known;
  const whole = (text.chunks.length === text.count ? text.chunks : text.chunks.slice(0, text.count)).join('');
  joined.set(text, whole);
  return whole;
}
