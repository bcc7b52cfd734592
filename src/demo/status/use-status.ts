import { useEffect, useState } from 'react';
import { readMetrics, type Metrics } from './read-metrics.ts';

/** How a server is, as far as it tells. */
export interface Status {
  readonly health: 'asked' | 'ready' | 'not ready' | 'away';
  /** Undefined where it does not tell this page. */
  readonly metrics: Metrics | undefined;
}

/** How often the server is asked, in ms. */
const intervalMs = 2000;

/** Asks the server of this page how it is, again and again while the page is seen. */
export function useStatus(): Status {
  const [status, setStatus] = useState<Status>({ health: 'asked', metrics: undefined });
  // What a server says comes from outside of React.
  useEffect(() => {
    const left = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      const next = await ask(left.signal);
      if (!left.signal.aborted) setStatus(next);
    };
    void look();
    const timer = setInterval(() => void look(), intervalMs);
    return () => {
      left.abort();
      clearInterval(timer);
    };
  }, []);
  return status;
}

async function ask(signal: AbortSignal): Promise<Status> {
  try {
    const [ready, metrics] = await Promise.all([fetch('/readyz', { signal }), fetch('/metrics', { signal })]);
    return { health: ready.ok ? 'ready' : 'not ready', metrics: metrics.ok ? readMetrics(await metrics.text()) : undefined };
  } catch {
    return { health: 'away', metrics: undefined };
  }
}
