import type { TabEvents, TabMembership, TabMessage } from './outbox-keeper.ts';

/** The tabs of a browser that share a name: the one that holds the Web Lock of that name leads. Without Web Locks every tab leads. */
export function joinBrowserTabs(name: string, { onLead, onMessage }: TabEvents): TabMembership {
  const { locks } = navigator;
  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  channel.addEventListener('message', (event: MessageEvent<TabMessage>) => onMessage(event.data));

  function lead(): Promise<void> {
    onLead(true);
    return new Promise((resolve) => left.signal.addEventListener('abort', () => resolve()));
  }

  async function request(options: LockOptions): Promise<void> {
    try {
      await locks.request(name, options, lead);
    } catch {
      // Another tab took it over, since this one gave no sign of life. Whoever wakes up queues again.
      if (left.signal.aborted) return;
      onLead(false);
      void request({ signal: left.signal });
    }
  }

  if (locks as LockManager | undefined) void request({ signal: left.signal });
  else onLead(true);

  return {
    tell: (message) => channel.postMessage(message),
    takeOver: () => void request({ steal: true }),
    leave() {
      left.abort();
      channel.close();
    },
  };
}
