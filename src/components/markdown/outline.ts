import type { Container, OpenHeading } from './block.ts';

/** The levels of the headings that the last one stands under, and its own, the outermost first. */
export type Outline = readonly number[];

/** The outline once a line was taken; the same one where that brought no heading. */
export function outlineWith(outline: Outline, root: Container): Outline {
  const heading = newHeading(root);
  return heading ? [...outline.filter((level) => level < heading.level), heading.level] : outline;
}

/** The container with its new heading put where the outline ends. */
export function withDepth(root: Container, depth: number): Container {
  const { open } = root;
  if (open && 'inner' in open) return { ...root, open: { ...open, inner: withDepth(open.inner, depth) } };
  return open?.type === 'heading' ? { ...root, open: { ...open, depth } } : root;
}

function newHeading({ open }: Container): OpenHeading | undefined {
  if (open && 'inner' in open) return newHeading(open.inner);
  return open?.type === 'heading' && open.depth === 0 ? open : undefined;
}
