import type { Environment } from './environment.ts';

export interface HeartbeatOptions {
  environment: Pick<Environment, 'now' | 'setTimer'>;
  /** How long the server may be silent before it is asked for life, in ms. */
  intervalMs: number;
  /** How long it may then take to answer, in ms. */
  timeoutMs: number;
  ping: () => void;
  onSilence: () => void;
}

export interface Heartbeat {
  /** Something came in. */
  heard(): void;
  /** Asks for life now, without waiting for silence. */
  probe(): void;
  stop(): void;
}

/**
 * A timer that fires this late was held up, with the page: then what has come in since is not read yet, and the server is asked again. Once:
 * in a tab whose timers are always late it would be asked for ever.
 */
const lateMs = 2000;

/** Notices a connection that is dead though nobody closed it. It goes by the clock, since timers are throttled in background tabs. */
export function startHeartbeat({ environment, intervalMs, timeoutMs, ping, onSilence }: HeartbeatOptions): Heartbeat {
  let heardAt = environment.now();
  /** How often it was asked for life since something came in. */
  let asked = 0;
  let cancel = wakeIn(intervalMs);

  function wakeIn(ms: number): () => void {
    const dueAt = environment.now() + ms;
    return environment.setTimer(ms, () => wake(environment.now() - dueAt));
  }

  function wake(lateBy: number): void {
    const silentFor = environment.now() - heardAt;
    if (asked > 0) return lateBy < lateMs || asked > 1 ? onSilence() : ask();
    // A clock that was set back cannot tell for how long it was silent.
    if (silentFor >= intervalMs || silentFor < 0) return ask();
    cancel = wakeIn(intervalMs - silentFor);
    return undefined;
  }

  function ask(): void {
    cancel();
    asked += 1;
    cancel = wakeIn(timeoutMs);
    ping();
  }

  return {
    heard() {
      heardAt = environment.now();
      asked = 0;
    },
    probe: () => (asked > 0 ? undefined : ask()),
    stop: () => cancel(),
  };
}
