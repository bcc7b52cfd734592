export type PageSignal = 'visible' | 'online' | 'offline' | 'pageshow' | 'pagehide';

/** What the page tells of itself. */
export interface Page {
  isOnline(): boolean;
  isVisible(): boolean;
  /** Calls back on each signal; the returned function stops that. */
  listen(onSignal: (signal: PageSignal) => void): () => void;
}

/** The browser's page; where there is none, a page that is always visible and online. */
export function browserPage(): Page {
  return {
    isOnline: () => globalThis.navigator?.onLine !== false,
    isVisible: () => globalThis.document?.visibilityState !== 'hidden',
    listen(onSignal) {
      if (typeof window === 'undefined') return () => undefined;
      const listening = new AbortController();
      const { signal } = listening;
      for (const name of ['online', 'offline', 'pageshow', 'pagehide'] as const)
        window.addEventListener(name, () => onSignal(name), { signal });
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onSignal('visible'), { signal });
      return () => listening.abort();
    },
  };
}
