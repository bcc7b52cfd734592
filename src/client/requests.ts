import type { ClientFrame, ErrorFrame } from '../protocol/index.ts';
import type { Environment } from './environment.ts';

/** Silence after which a request is sent again on a live socket, in ms; it doubles each time, for answers on slow lines. */
const silenceMs = 15_000;

/** How long to wait before a refused request is sent again, where the server does not say, in ms. */
const retryMs = 1000;

/** Requests that are sent again until they are answered. All requests of the contract are idempotent, so that is safe. */
export interface Requests {
  /**
   * Sends a frame now, and again after silence; a second call with the same key takes the place of the first. False where there is no
   * live socket: then the request is forgotten, since it is asked anew on the next one.
   */
  ask(key: string, frame: () => ClientFrame): boolean;
  /** Sends again, as late as the server asked for when it refused. */
  askLater(key: string, refusal: Pick<ErrorFrame, 'retry_after_ms'>): void;
  /** Was answered, or is no longer wanted. */
  settle(key: string): void;
  /** Whether anything is asked for. */
  isAwaiting(): boolean;
  /** Forgets all of them: the socket is gone, and what is still wanted is asked anew on the next. */
  clear(): void;
}

interface Pending {
  frame: () => ClientFrame;
  cancel: () => void;
}

export function createRequests(environment: Pick<Environment, 'setTimer'>, send: (frame: ClientFrame) => boolean): Requests {
  const pending = new Map<string, Pending>();

  function ask(key: string, frame: () => ClientFrame, patienceMs = silenceMs): boolean {
    settle(key);
    if (!send(frame())) return false;
    pending.set(key, { frame, cancel: environment.setTimer(patienceMs, () => ask(key, frame, patienceMs * 2)) });
    return true;
  }

  function settle(key: string): void {
    pending.get(key)?.cancel();
    pending.delete(key);
  }

  return {
    ask: (key, frame) => ask(key, frame),
    askLater(key, { retry_after_ms = retryMs }) {
      const request = pending.get(key);
      if (!request) return;
      request.cancel();
      request.cancel = environment.setTimer(retry_after_ms, () => ask(key, request.frame));
    },
    settle,
    isAwaiting: () => pending.size > 0,
    clear() {
      for (const { cancel } of pending.values()) cancel();
      pending.clear();
    },
  };
}
