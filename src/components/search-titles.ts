import type { ConversationSummary } from '../protocol/index.ts';

/** The conversations whose title has every word of a query, whatever its case and its accents. */
export function searchTitles(list: readonly ConversationSummary[], query: string): readonly ConversationSummary[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return list;
  return list.filter(({ title }) => {
    const plainTitle = plain(title);
    return words.every((word) => plainTitle.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
