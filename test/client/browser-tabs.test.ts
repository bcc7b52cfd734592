import { describe, expect, it, vi } from 'vitest';
import { joinBrowserTabs } from '../../src/client/browser-tabs.ts';
import type { TabMessage } from '../../src/client/index.ts';

function join(name: string) {
  const state = { isLeading: false, messages: [] as TabMessage[] };
  const membership = joinBrowserTabs(name, {
    onLead: (isLeading) => void (state.isLeading = isLeading),
    onMessage: (message) => void state.messages.push(message),
  });
  return { state, ...membership };
}

describe('the tabs of a browser', () => {
  it('have one that leads, and the next one when it leaves', async () => {
    const first = join('leave');
    await vi.waitFor(() => expect(first.state.isLeading).toBe(true));
    const second = join('leave');
    second.tell({ type: 'kept' });
    await vi.waitFor(() => expect(first.state.messages).toEqual([{ type: 'kept' }]));
    expect(second.state.isLeading).toBe(false);
    first.leave();
    await vi.waitFor(() => expect(second.state.isLeading).toBe(true));
    second.leave();
  });

  it('let one take over from one that shows no life, which then waits for its turn', async () => {
    const frozen = join('steal');
    await vi.waitFor(() => expect(frozen.state.isLeading).toBe(true));
    const next = join('steal');
    next.takeOver();
    await vi.waitFor(() => expect([frozen.state.isLeading, next.state.isLeading]).toEqual([false, true]));
    next.leave();
    await vi.waitFor(() => expect(frozen.state.isLeading).toBe(true));
    frozen.leave();
  });
});
