/** Calls back once, before the next paint; the returned function calls it off. */
export type RequestFrame = (callback: () => void) => () => void;

/** The longest that a frame is waited for, in ms: a hidden tab has none. */
const hiddenMs = 100;

/** The browser's animation frame, or a timer where it does not come. */
export const requestFrame: RequestFrame = (callback) => {
  let frame: number | undefined;
  const timer = setTimeout(commit, hiddenMs);
  if (typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(commit);

  function cancel(): void {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  }

  function commit(): void {
    cancel();
    callback();
  }

  return cancel;
};
