import type { Part, ReasoningPart, TextPart } from '../protocol/index.ts';

/** What is shown of an answer, in order: text, and consecutive reasoning as one. */
export type PartGroup =
  | { readonly type: 'text'; readonly part: TextPart }
  | { readonly type: 'reasoning'; readonly parts: readonly ReasoningPart[] };

/** The parts of a message as they are shown. Parts of a kind that is not known are left out. */
export function groupParts(parts: readonly Part[]): readonly PartGroup[] {
  return parts.reduce<PartGroup[]>((groups, part) => {
    const last = groups.at(-1);
    if (part.type === 'text') return [...groups, { type: 'text', part }];
    if (part.type !== 'reasoning') return groups;
    if (last?.type === 'reasoning') return groups.with(-1, { type: 'reasoning', parts: [...last.parts, part] });
    return [...groups, { type: 'reasoning', parts: [part] }];
  }, []);
}
