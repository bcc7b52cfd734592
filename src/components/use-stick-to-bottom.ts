import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export interface StickToBottom {
  /** The element that scrolls. */
  readonly viewportRef: RefObject<HTMLDivElement | null>;
  /** What grows inside it. */
  readonly contentRef: RefObject<HTMLDivElement | null>;
  /** Whether the end is in view, or nearly. */
  readonly isAtEnd: boolean;
  /** Goes to the end, and follows it. */
  scrollToEnd(): void;
  /** Goes to a distance from the top, in pixels, and lets go of the end. */
  scrollTo(top: number): void;
  /** Goes on by a distance, in pixels, and keeps what was followed: what is read has moved by as much. */
  scrollAlong(distance: number): void;
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
  const follows = useRef(true);
  const own = useRef<number>(undefined);
  const [isAtEnd, setAtEnd] = useState(true);

  const move = useCallback((top: number) => {
    const viewport = viewportRef.current;
    if (!viewport) return;
    viewport.scrollTop = top;
    own.current = viewport.scrollTop;
    setAtEnd(distanceToEnd(viewport) <= nearEndPx);
  }, []);

  const scrollToEnd = useCallback(() => {
    follows.current = true;
    move(viewportRef.current?.scrollHeight ?? 0);
  }, [move]);

  const scrollTo = useCallback(
    (top: number) => {
      follows.current = false;
      move(top);
    },
    [move],
  );

  const scrollAlong = useCallback((distance: number) => move((viewportRef.current?.scrollTop ?? 0) + distance), [move]);

  useEffect(() => {
    const viewport = viewportRef.current;
    const content = contentRef.current;
    // Where nothing is laid out, as in jsdom, there is no end to follow.
    if (!viewport || !content || typeof ResizeObserver === 'undefined') return undefined;
    let last = { top: viewport.scrollTop, height: viewport.scrollHeight };
    const onScroll = () => {
      const { scrollTop: top, scrollHeight: height } = viewport;
      const distance = distanceToEnd(viewport);
      // What the page did itself, or the browser because something above has grown, says nothing about the reader.
      const isReader = own.current === undefined || Math.abs(top - own.current) >= 1;
      if (isReader && top < last.top && distance > 1) follows.current = false;
      if (isReader && top > last.top && height === last.height && distance <= nearEndPx) follows.current = true;
      last = { top, height };
      setAtEnd(distance <= nearEndPx);
    };
    const observer = new ResizeObserver(() => {
      if (follows.current) scrollToEnd();
      else setAtEnd(distanceToEnd(viewport) <= nearEndPx);
    });
    viewport.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(viewport);
    observer.observe(content);
    return () => {
      viewport.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scrollToEnd]);

  return { viewportRef, contentRef, isAtEnd, scrollToEnd, scrollTo, scrollAlong };
}

function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}
