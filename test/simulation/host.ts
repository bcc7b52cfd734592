import type { Clock, Stop } from './clock.ts';

/** Something that runs and can be hindered: a page in its tab, or a process on its machine. */
export interface Host {
  /** By its own wall clock, in milliseconds since 1970. */
  now(): number;
  after(delayMs: number, callback: () => void): Stop;
  /** How many timers it has set. */
  timers(): number;
  /** Something reaches it from outside: at once, or when it is thawed, or never once it is dead. */
  reach(happen: () => void): void;
  /** Moves its wall clock. */
  jump(byMs: number): void;
  /** Nothing runs any more until it is thawed; what comes meanwhile waits, in order. */
  freeze(): void;
  thaw(): void;
  isDead(): boolean;
  /** Nothing runs any more. */
  kill(): void;
  /** Lets what a dead host still waited for come to its end, without effect: or the memory of what waits is never free. */
  bury(): void;
}

/** When the worlds begin, in milliseconds since 1970. */
const epoch = Date.UTC(2026, 0, 1);

/** A host that runs. */
export function createHost(clock: Clock): Host {
  const timers = new Map<Stop, () => void>();
  let unfinished: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let offsetMs = epoch;
  let state: 'running' | 'frozen' | 'dead' = 'running';

  function reach(happen: () => void): void {
    if (state === 'dead') return;
    if (state === 'frozen' || waiting.length > 0) waiting.push(happen);
    else happen();
  }

  function catchUp(): void {
    if (state !== 'running') return;
    const next = waiting[0];
    if (!next) return;
    next();
    waiting.shift();
    clock.after(0, catchUp);
  }

  return {
    now: () => clock.now() + offsetMs,
    after(delayMs, callback) {
      if (state === 'dead') return () => undefined;
      let isOff = false;
      const stopClock = clock.after(Math.ceil(delayMs), () => reach(() => isOff || run()));
      const stop = () => {
        isOff = true;
        stopClock();
        timers.delete(stop);
      };
      const run = () => {
        stop();
        callback();
      };
      timers.set(stop, callback);
      return stop;
    },
    timers: () => timers.size,
    reach,
    jump(byMs) {
      offsetMs += byMs;
    },
    freeze() {
      if (state === 'running') state = 'frozen';
    },
    thaw() {
      if (state !== 'frozen') return;
      state = 'running';
      clock.after(0, catchUp);
    },
    isDead: () => state === 'dead',
    kill() {
      state = 'dead';
      waiting.length = 0;
      unfinished = [...timers.values()];
      for (const stop of timers.keys()) stop();
    },
    bury() {
      for (const callback of unfinished) callback();
      unfinished = [];
    },
  };
}
