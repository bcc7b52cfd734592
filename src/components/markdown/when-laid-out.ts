/**
 * Calls back once, in an idle moment, unless the element is far from the screen: then when it comes near, as `content-visibility` tells, which leaves
 * out what is far. Costs nothing while it waits, as an observer of many elements would in each frame.
 * @returns stops waiting. Where nothing is laid out, as in jsdom, it never calls back.
 */
export function whenLaidOut(element: HTMLElement, callback: () => void): () => void {
  const stopped = new AbortController();

  // What is not shown at all, as in a chat that is opened later, is not far: of that nobody would tell.
  const isFar = () => element.checkVisibility() && !element.checkVisibility({ contentVisibilityAuto: true });

  function look(): void {
    if (stopped.signal.aborted || isFar()) return;
    stopped.abort();
    callback();
  }

  if (typeof element.checkVisibility !== 'function') return () => undefined;
  whenIdle(look);
  // A document does not hear what happens in a shadow tree.
  element.getRootNode().addEventListener(
    'contentvisibilityautostatechange',
    ({ target }) => {
      const skipped = target as Node; // an element, perhaps of another window
      if (skipped.contains(element)) whenIdle(look);
    },
    { capture: true, signal: stopped.signal },
  );
  return () => stopped.abort();
}

function whenIdle(callback: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(callback, { timeout: 1000 });
  else setTimeout(callback, 50);
}
