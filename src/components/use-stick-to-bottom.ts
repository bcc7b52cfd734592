import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export interface StickToBottom {
  /** The element that scrolls. */
  readonly viewportRef: RefObject<HTMLDivElement | null>;
  /** What grows inside it. */
  readonly contentRef: RefObject<HTMLDivElement | null>;
  /** Whether the end is kept in view. */
  readonly isPinned: boolean;
  scrollToEnd(): void;
}

/** How near to the end, in pixels, a reader who scrolls down is taken to be at it. */
const nearEndPx = 64;

/**
 * Keeps the end of growing content in view while the reader is there. Scrolling up lets go at once, so what is being read never
 * moves; coming back near the end takes hold again.
 */
export function useStickToBottom(): StickToBottom {
  const viewportRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const [isPinned, setPinned] = useState(true);

  const scrollToEnd = useCallback(() => {
    pinned.current = true;
    setPinned(true);
    const viewport = viewportRef.current;
    if (viewport) viewport.scrollTop = viewport.scrollHeight;
  }, []);

  useEffect(() => {
    const viewport = viewportRef.current;
    const content = contentRef.current;
    // Where nothing is laid out, as in jsdom, there is no end to follow.
    if (!viewport || !content || typeof ResizeObserver === 'undefined') return undefined;
    let lastTop = viewport.scrollTop;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = viewport;
      const distance = scrollHeight - clientHeight - scrollTop;
      if (distance <= 1 || (scrollTop > lastTop && distance <= nearEndPx)) pinned.current = true;
      else if (scrollTop < lastTop) pinned.current = false;
      lastTop = scrollTop;
      setPinned(pinned.current);
    };
    const follow = new ResizeObserver(() => {
      if (pinned.current) viewport.scrollTop = viewport.scrollHeight;
    });
    viewport.addEventListener('scroll', onScroll, { passive: true });
    follow.observe(viewport);
    follow.observe(content);
    return () => {
      viewport.removeEventListener('scroll', onScroll);
      follow.disconnect();
    };
  }, []);

  return { viewportRef, contentRef, isPinned, scrollToEnd };
}
