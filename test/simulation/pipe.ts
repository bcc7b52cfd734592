import type { Clock } from './clock.ts';

/** One direction of a socket: what goes in comes out in the same order, later, and perhaps never. */
export interface Pipe {
  /** Bytes that went in and have not come out. */
  queuedBytes(): number;
  send(bytes: number, arrive: () => void): void;
  /** From now on nothing comes out; whoever sends is not told. */
  swallow(): void;
  isSwallowed(): boolean;
  isFlowing(): boolean;
  /** Nothing comes out until it is released; then everything that is due does, in one go. */
  hold(): void;
  release(): void;
}

/** A pipe whose every item takes its own time, but overtakes none before it. */
export function createPipe(clock: Clock, latencyMs: () => number): Pipe {
  const due: { bytes: number; arrive: () => void }[] = [];
  let queuedBytes = 0;
  let lastAt = 0;
  let state: 'flowing' | 'held' | 'swallowing' = 'flowing';

  function flow(): void {
    while (state === 'flowing') {
      const next = due.shift();
      if (!next) return;
      queuedBytes -= next.bytes;
      next.arrive();
    }
  }

  return {
    queuedBytes: () => queuedBytes,
    send(bytes, arrive) {
      queuedBytes += bytes;
      if (state === 'swallowing') return;
      lastAt = Math.max(lastAt, clock.now() + latencyMs());
      clock.after(lastAt - clock.now(), () => {
        due.push({ bytes, arrive });
        flow();
      });
    },
    swallow() {
      state = 'swallowing';
    },
    isSwallowed: () => state === 'swallowing',
    isFlowing: () => state === 'flowing',
    hold() {
      if (state === 'flowing') state = 'held';
    },
    release() {
      if (state !== 'held') return;
      state = 'flowing';
      flow();
    },
  };
}
