import { useLayoutEffect, type RefObject } from 'react';

/** Gives the style how wide the gutters of a scrollbar are, both together, as `--chat-gutter`. */
export function useGutter(viewportRef: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const viewport = viewportRef.current;
    viewport?.style.setProperty('--chat-gutter', `${viewport.offsetWidth - viewport.clientWidth}px`);
  }, [viewportRef]);
}
