/** Text as a log may hold it: no lone surrogates and no NUL (R1.4). */
export function wellFormed(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Text without a high surrogate at its end, and that surrogate: its other half may come with the next piece (R1.4). */
export function holdBack(text: string): { ready: string; held: string } {
  return /[\uD800-\uDBFF]$/.test(text) ? { ready: text.slice(0, -1), held: text.slice(-1) } : { ready: text, held: '' };
}

/** Bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
