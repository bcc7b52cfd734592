/** Stops what was started. */
export type Stop = () => void;

/** Everything impure that the server needs, so that a simulated world can stand in for it. */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, after a delay in milliseconds. */
  after(delayMs: number, callback: () => void): Stop;
  /** Calls back again and again, an interval in milliseconds apart. */
  every(intervalMs: number, callback: () => void): Stop;
  /** Calls back when the events of this tick are done. */
  soon(callback: () => void): void;
  /** A fresh lower-case UUID. */
  id(): string;
}

/** The longest that a timer of Node.js waits, in milliseconds, which is 24 days: one that is set for longer goes off at once. */
export const maxTimerMs = 2 ** 31 - 1;

/** The clock, timers and randomness of this process. */
export const systemEnvironment: Environment = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, maxTimerMs));
    return () => clearTimeout(timer);
  },
  every(intervalMs, callback) {
    const timer = setInterval(callback, Math.min(intervalMs, maxTimerMs));
    return () => clearInterval(timer);
  },
  soon: (callback) => void setImmediate(callback),
  id: () => crypto.randomUUID(),
};
