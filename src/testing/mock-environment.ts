import { v4 } from 'uuid';

/** Everything impure that the mock server touches. */
export interface MockEnvironment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`; the returned function calls it off. */
  setTimer(ms: number, callback: () => void): () => void;
  /** A new lower-case UUID. */
  uuid(): string;
}

/** The world as it is. Globals are read when they are needed, so fake timers count. */
export const realEnvironment: MockEnvironment = {
  now: () => Date.now(),
  setTimer(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  uuid: () => v4(),
};
