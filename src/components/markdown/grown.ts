/** How many members make a group, and how many groups a larger one: React gets past thousands of members at the price of a few. */
export const groupSize = 32;

/** A list that grows at its end, in groups of groups. Groups that are full keep their identity. */
export type Grown<T> = readonly (readonly (readonly T[])[])[];

/** The list with a member added; the given one stays as it was. */
export function grow<T>(list: Grown<T>, member: T): Grown<T> {
  const outer = list.at(-1);
  const inner = outer?.at(-1);
  if (outer && inner && inner.length < groupSize) return list.with(-1, outer.with(-1, [...inner, member]));
  if (outer && outer.length < groupSize) return list.with(-1, [...outer, [member]]);
  return [...list, [[member]]];
}
