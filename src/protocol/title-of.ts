/** The longest title that is made, in characters. */
const maxLength = 80;

/** A title for a conversation from its first question: the first line with words, without the marks of Markdown, cut at a word. */
export function titleOf(question: string): string {
  // What is far from its beginning does not matter, and a line may be very long.
  const lines = question.slice(0, 2000).split(/[\p{Cc}\u2028\u2029]+/u);
  const title = lines.map(withoutMarks).find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '';
  return cutAtWord(title);
}

function withoutMarks(line: string): string {
  return line
    .replace(/^\s*(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)]|`{3,}|~{3,})(?:\s+|$))+/, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`+|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function cutAtWord(line: string): string {
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const head = characters.slice(0, maxLength - 1).join('');
  const cut = /[\s]/.test(characters[maxLength - 1] ?? '') ? head : head.replace(/\s+\S*$/, '');
  return `${cut.replace(/[\s.,;:–—-]+$/u, '')}…`;
}
