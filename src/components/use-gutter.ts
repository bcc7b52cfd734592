import type { RefObject } from 'react';
import { useLayoutEffect } from './use-layout-effect.ts';

/** Gives the style how wide the gutters of a scrollbar are, both together, as `--chat-gutter`. */
export function useGutter(viewportRef: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const viewport = viewportRef.current;
    if (!viewport) return undefined;
    const measure = () => viewport.style.setProperty('--chat-gutter', `${viewport.offsetWidth - viewport.clientWidth}px`);
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    // It may be shown later, or on another scale, where a scrollbar is of another width.
    const resized = new ResizeObserver(measure);
    resized.observe(viewport);
    return () => resized.disconnect();
  }, [viewportRef]);
}
