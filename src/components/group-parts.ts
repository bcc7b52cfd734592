import type { Part, ReasoningPart, TextPart } from '../protocol/index.ts';

/** What is shown of an answer, in order: text, and consecutive reasoning as one. */
export type PartGroup =
  | { readonly type: 'text'; readonly part: TextPart }
  | { readonly type: 'reasoning'; readonly parts: readonly ReasoningPart[] };

/** The parts of a message as they are shown. Parts of a kind that is not known are left out. */
export function groupParts(parts: readonly Part[]): readonly PartGroup[] {
  const groups: PartGroup[] = [];
  let run: ReasoningPart[] | undefined;
  for (const part of parts) {
    if (part.type === 'reasoning' && run) {
      run.push(part);
    } else if (part.type === 'reasoning') {
      run = [part];
      groups.push({ type: 'reasoning', parts: run });
    } else if (part.type === 'text') {
      run = undefined;
      groups.push({ type: 'text', part });
    }
  }
  return groups;
}
