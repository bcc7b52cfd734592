import { useEffect, useRef, type RefObject } from 'react';
import { useChatActions, useEarlier } from '../react/index.ts';
import { useFocusHeir } from './use-focus-heir.ts';
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
  const button = useFocusHeir(viewportRef);

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
      <span className="chat-visually-hidden" role="status">
        {isLoading && labels.loadingEarlier}
      </span>
      {/* Disabled in words only: a button that is really disabled would lose the focus. */}
      <button ref={button} type="button" className="chat-button" aria-disabled={isLoading} onClick={() => isLoading || loadEarlier()}>
        {earlier === 'failed' ? labels.retry : isLoading ? labels.loadingEarlier : labels.loadEarlier}
      </button>
    </div>
  );
}
