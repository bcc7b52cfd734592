/** "1 word", "2 words". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** "**a**", "**a** and **b**", "**a**, **b** and **c**". */
export function emphasised(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words.map((word) => `**${word}**`));
}

/** How many letters a person counts in a word. */
export function lengthOf(word: string): number {
  return Array.from(new Intl.Segmenter().segment(word)).length;
}

/** A paragraph that the source breaks into lines, as one line. */
export function paragraph(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
