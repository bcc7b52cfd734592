/**
 * Calls back once, in an idle moment, when the browser lays the element out: at once near the screen, and else when it comes there, where
 * `content-visibility` leaves out what is far. Costs nothing while it waits, as an observer of many elements would in each frame.
 * @returns stops waiting. Where nothing is laid out, as in jsdom, it never calls back.
 */
export function whenLaidOut(element: HTMLElement, callback: () => void): () => void {
  const stopped = new AbortController();

  function look(): void {
    if (stopped.signal.aborted || !element.checkVisibility({ contentVisibilityAuto: true })) return;
    stopped.abort();
    callback();
  }

  if (typeof element.checkVisibility !== 'function') return () => undefined;
  whenIdle(look);
  element.ownerDocument.addEventListener(
    'contentvisibilityautostatechange',
    ({ target }) => {
      if (target instanceof Node && target.contains(element)) whenIdle(look);
    },
    { capture: true, signal: stopped.signal },
  );
  return () => stopped.abort();
}

function whenIdle(callback: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(callback, { timeout: 1000 });
  else setTimeout(callback, 50);
}
