import type { CreateInvariant } from '../invariant.ts';

/** What the server told a site on its socket of when to come back, at most: the last of it may not have been heard. */
interface Told {
  spreadMs: number;
  hintMs: number;
}

/** The n-th retry comes within min(1000·2ⁿ, 30000) ms, or within what the server asked for (I12). */
export const retriesAreJittered: CreateInvariant = (_world, fail) => {
  const told = new Map<string, Told>();
  /** The retry that a page waits for, when it was told of last. */
  const awaited = new Map<string, number>();

  return {
    onServerFrame({ site }, frame) {
      if (frame.type === 'Welcome') told.set(site, { spreadMs: 0, hintMs: 0 });
      const last = told.get(site);
      if (last && frame.type === 'Draining') last.spreadMs = frame.spread_ms;
      if (last && frame.type === 'Error') last.hintMs = Math.max(last.hintMs, frame.retry_after_ms ?? 0);
    },
    onChange(tab, page, change) {
      const state = page.client.connection();
      if (change.type !== 'connection' || (state.status !== 'waiting' && state.status !== 'offline')) return;
      if (awaited.get(page.name) === state.retryAt) return;
      awaited.set(page.name, state.retryAt);
      const delayMs = state.retryAt - page.host.now();
      const { spreadMs = 0, hintMs = 0 } = told.get(tab.name) ?? {};
      const mostMs = Math.max(spreadMs, hintMs + Math.min(1000 * 2 ** (state.attempt - 1), 30_000));
      if (delayMs < 0 || delayMs > mostMs)
        fail('I12', `${tab.name} waits ${delayMs} ms for its retry ${state.attempt}, which is to come within ${mostMs} ms`);
    },
  };
};
