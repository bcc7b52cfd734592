/** The part of React's tree that tells what has rendered. */
interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
}

/** Set on what has called its component, as React's own tools read it. */
const performedWork = 1;

/** The names of the components that the last commit of a root has rendered, in order. */
export function renderedLast(container: Element): readonly string[] {
  const [, root] = Object.entries(container).find(([key]) => key.startsWith('__reactContainer$')) ?? [];
  return renderedIn((root as { readonly stateNode: { readonly current: Fiber } }).stateNode.current); // as React keeps its root
}

function renderedIn(fiber: Fiber): string[] {
  const hasRendered = fiber.alternate === null || (fiber.flags & performedWork) !== 0;
  const name = hasRendered ? nameOf(fiber.type) : undefined;
  const names = name === undefined ? [] : [name];
  // The same child as before: nothing below was touched.
  if (fiber.child === fiber.alternate?.child) return names;
  for (let child = fiber.child; child; child = child.sibling) names.push(...renderedIn(child));
  return names;
}

/** Of a function, and of one inside `forwardRef`. Elements and contexts have none; what `memo` holds has a place of its own in the tree. */
function nameOf(type: unknown): string | undefined {
  if (typeof type === 'function') return type.name;
  if (typeof type !== 'object' || type === null) return undefined;
  return 'render' in type ? nameOf(type.render) : undefined;
}
