/** The most UTF-16 code units of text in one event, so that its frame stays far below 64 KiB (R6.7). */
const maxLength = 8192;

/** Well-formed text in pieces that are well-formed too. */
export function splitText(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + maxLength;
    const cutsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    pieces.push(text.slice(start, cutsPair ? end - 1 : end));
    start += pieces.at(-1)?.length ?? 0;
  }
  return pieces;
}
