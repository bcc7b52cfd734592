import { useEffect, useRef, type RefObject } from 'react';
import { useChatActions, useEarlier } from '../react/index.ts';
import { useLabels } from './use-labels.ts';

export interface LoadEarlierProps {
  /** The element that scrolls. */
  readonly viewportRef: RefObject<HTMLElement | null>;
}

/** How near to the top, in pixels, a reader gets before the page above is asked for. */
const nearTopPx = 600;

/** Asks for the messages before the first one shown: by itself when the reader comes near, by its button, and again if that failed. */
export function LoadEarlier({ viewportRef }: LoadEarlierProps) {
  const labels = useLabels();
  const earlier = useEarlier();
  const { loadEarlier } = useChatActions();
  const row = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (earlier !== 'there' || !row.current || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && loadEarlier(), {
      root: viewportRef.current,
      rootMargin: `${nearTopPx}px 0px 0px`,
    });
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [earlier, loadEarlier, viewportRef]);

  if (earlier === 'none') return null;
  const isLoading = earlier === 'loading';
  return (
    <div ref={row} className="chat-load-earlier" data-state={earlier}>
      {earlier === 'failed' && <p role="alert">{labels.earlierFailed}</p>}
      <button type="button" className="chat-button" disabled={isLoading} onClick={() => loadEarlier()}>
        {earlier === 'failed' ? labels.retry : isLoading ? labels.loadingEarlier : labels.loadEarlier}
      </button>
    </div>
  );
}
