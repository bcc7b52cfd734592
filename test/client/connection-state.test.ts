import { describe, expect, it } from 'vitest';
import { backoff } from '../../src/client/backoff.ts';
import { firstMemory, transition, type ConnectionEvent, type ConnectionMemory } from '../../src/client/connection-state.ts';

const lost = (fields: Partial<Extract<ConnectionEvent, { type: 'lost' }>> = {}): ConnectionEvent => ({
  type: 'lost',
  code: 1006,
  after: 'retry',
  message: 'gone',
  isWelcomed: false,
  delayMs: (attempt) => 1000 * 2 ** attempt,
  isOnline: true,
  now: 0,
  ...fields,
});

function play(...events: ConnectionEvent[]): ConnectionMemory {
  return events.reduce(transition, firstMemory);
}

describe('the connection as a state machine', () => {
  it('connects when opened, is live when welcomed, and waits when lost', () => {
    expect(play({ type: 'open' }).state).toEqual({ status: 'connecting', attempt: 0 });
    expect(play({ type: 'open' }, { type: 'welcomed', userId: 'u', now: 5 }).state).toEqual({ status: 'live', userId: 'u' });
    const waiting = play({ type: 'open' }, { type: 'welcomed', userId: 'u', now: 5 }, lost({ now: 6 }));
    expect(waiting.state).toEqual({ status: 'waiting', attempt: 1, retryAt: 1006, isUnreachable: false });
  });

  it('R3.7: keeps counting retries until a connection has lived 10 s past its Welcome', () => {
    const short = play({ type: 'open' }, lost(), { type: 'retry' }, { type: 'welcomed', userId: 'u', now: 0 }, lost({ now: 9_999 }));
    expect(short.state).toMatchObject({ attempt: 2, retryAt: 9_999 + 2000 });
    const long = play({ type: 'open' }, lost(), { type: 'retry' }, { type: 'welcomed', userId: 'u', now: 0 }, lost({ now: 10_000 }));
    expect(long.state).toMatchObject({ attempt: 1, retryAt: 10_000 + 1000 });
  });

  it('R3.7: says unreachable after five sockets in a row without a Welcome, and goes on', () => {
    const tries = Array.from({ length: 5 }, () => [lost(), { type: 'retry' } as const]).flat();
    expect(play({ type: 'open' }, ...tries.slice(0, -3)).state).toMatchObject({ isUnreachable: false });
    expect(play({ type: 'open' }, ...tries.slice(0, -1)).state).toMatchObject({ status: 'waiting', isUnreachable: true });
    expect(play({ type: 'open' }, ...tries).state).toMatchObject({ status: 'connecting' });
  });

  it('D6: stops and says why on the close codes that a retry cannot mend', () => {
    const stopped = (code: number) => play({ type: 'open' }, lost({ code, after: 'stop', message: 'why' })).state;
    expect(stopped(4403)).toEqual({ status: 'forbidden', message: 'why' });
    expect(stopped(4406)).toEqual({ status: 'incompatible', message: 'why' });
    expect(stopped(4400)).toEqual({ status: 'refused', message: 'why' });
  });

  it('renews credentials once after 4401, then stops', () => {
    const renew = lost({ code: 4401, after: 'renew' });
    expect(play({ type: 'open' }, renew).state).toMatchObject({ status: 'waiting' });
    expect(play({ type: 'open' }, renew, { type: 'retry' }, renew).state).toMatchObject({ status: 'unauthorized' });
  });

  it('shows offline as soon as the network goes while it waits, and retries when it would have', () => {
    const waiting = play({ type: 'open' }, lost());
    expect(transition(waiting, { type: 'offline' }).state).toEqual({ status: 'offline', attempt: 1, retryAt: 1000 });
    const live = play({ type: 'open' }, { type: 'welcomed', userId: 'u', now: 0 });
    expect(transition(live, { type: 'offline' })).toBe(live);
  });

  it('shows offline where the browser has no network, and still retries', () => {
    expect(play({ type: 'open' }, lost({ isOnline: false })).state).toMatchObject({ status: 'offline', retryAt: 1000 });
    expect(play({ type: 'open' }, lost({ isOnline: false }), { type: 'retry' }).state).toMatchObject({ status: 'connecting' });
  });

  it('ignores what means nothing in its state', () => {
    expect(play(lost())).toBe(firstMemory);
    expect(play({ type: 'retry' })).toBe(firstMemory);
    const live = play({ type: 'open' }, { type: 'welcomed', userId: 'u', now: 0 });
    expect(transition(live, { type: 'retry' })).toBe(live);
    expect(transition(live, { type: 'open' })).toBe(live);
  });
});

describe('backoff', () => {
  it('P15, I12, R3.7: stays between 0 and min(1000 · 2ⁿ, 30000) ms, the first retry too', () => {
    for (let attempt = 0; attempt < 12; attempt++) {
      const cap = Math.min(1000 * 2 ** attempt, 30_000);
      expect(backoff(attempt, () => 0)).toBe(0);
      expect(backoff(attempt, () => 0.5)).toBe(cap / 2);
      expect(backoff(attempt, () => 0.999_999)).toBeLessThan(cap);
    }
  });
});
