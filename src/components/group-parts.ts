import type { Part } from '../protocol/index.ts';

/** What is shown as one: a part, or consecutive reasoning. */
export interface PartGroup {
  readonly type: 'text' | 'reasoning' | 'tool';
  /** The place of its first part. */
  readonly from: number;
  /** The place behind its last part. */
  readonly to: number;
}

/** The parts of a message as they are shown, in order. Those of a kind that is not known are left out. */
export function groupParts(parts: readonly Pick<Part, 'type'>[]): readonly PartGroup[] {
  const groups: PartGroup[] = [];
  for (const [place, { type }] of parts.entries()) {
    if (type !== 'text' && type !== 'reasoning' && type !== 'tool') continue;
    const last = groups.at(-1);
    if (type === 'reasoning' && last?.type === type) groups.splice(-1, 1, { ...last, to: place + 1 });
    else groups.push({ type, from: place, to: place + 1 });
  }
  return groups;
}
