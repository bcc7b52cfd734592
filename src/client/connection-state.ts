import type { AfterClose } from '../protocol/index.ts';

/**
 * The states a person can be shown.
 *
 *   idle ──open──▶ connecting ──welcomed──▶ live
 *     ▲                ▲   │                  │
 *     │              retry lost             lost
 *     │                │   ▼                  ▼
 *     └──close──  waiting / offline / unauthorized / forbidden / incompatible / refused
 */
export type ConnectionState =
  /** Nobody needs the connection. */
  | { readonly status: 'idle' }
  | { readonly status: 'connecting'; readonly attempt: number }
  | { readonly status: 'live'; readonly userId: string }
  /** It is tried again at `retryAt`, ms since 1970 by this machine's clock. Unreachable: five tries in a row had no answer. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly isUnreachable: boolean }
  /** As waiting, and the browser says that there is no network. */
  | { readonly status: 'offline'; readonly attempt: number; readonly retryAt: number }
  /** Not tried again until somebody asks for it. */
  | { readonly status: 'unauthorized' | 'forbidden' | 'incompatible' | 'refused'; readonly message: string };

export type ConnectionEvent =
  | { type: 'open' }
  | { type: 'welcomed'; userId: string; now: number }
  | {
      type: 'lost';
      code: number;
      after: AfterClose;
      message: string;
      isWelcomed: boolean;
      delayMs: (attempt: number) => number;
      isOnline: boolean;
      now: number;
    }
  | { type: 'offline' }
  | { type: 'retry' }
  | { type: 'close' };

/** What the machine remembers beside what it shows. */
export interface ConnectionMemory {
  readonly state: ConnectionState;
  /** Retries since a connection last lived long enough to count. */
  readonly attempt: number;
  /** Sockets in a row that had no `Welcome`. */
  readonly unanswered: number;
  /** When the present socket was welcomed. */
  readonly liveSince: number;
  /** Whether credentials were renewed since a socket was last welcomed. */
  readonly isRenewed: boolean;
}

export const firstMemory: ConnectionMemory = {
  state: { status: 'idle' },
  attempt: 0,
  unanswered: 0,
  liveSince: 0,
  isRenewed: false,
};

/** A connection counts as good once it has lived so long past `Welcome`, in ms. */
const stableMs = 10_000;

/** The pure transition of the connection. An event that means nothing in a state leaves it as it is. */
export function transition(memory: ConnectionMemory, event: ConnectionEvent): ConnectionMemory {
  const { state, attempt } = memory;
  const isTrying = state.status === 'connecting' || state.status === 'live';
  switch (event.type) {
    case 'open':
      return state.status === 'idle' ? { ...firstMemory, state: { status: 'connecting', attempt: 0 } } : memory;
    case 'welcomed':
      if (state.status !== 'connecting') return memory;
      return { ...memory, state: { status: 'live', userId: event.userId }, unanswered: 0, liveSince: event.now };
    case 'lost':
      return isTrying ? lost(memory, event) : memory;
    case 'offline':
      if (state.status !== 'waiting') return memory;
      return { ...memory, state: { status: 'offline', attempt, retryAt: state.retryAt } };
    case 'retry':
      if (isTrying || state.status === 'idle') return memory;
      return { ...memory, state: { status: 'connecting', attempt } };
    case 'close':
      return { ...memory, state: { status: 'idle' } };
    default:
      return event satisfies never;
  }
}

function lost(memory: ConnectionMemory, event: Extract<ConnectionEvent, { type: 'lost' }>): ConnectionMemory {
  const wasLive = memory.state.status === 'live';
  const wasStable = wasLive && event.now - memory.liveSince >= stableMs;
  const isRenewed = memory.isRenewed && !wasStable;
  if (event.after === 'stop' || (event.after === 'renew' && isRenewed)) {
    return { ...memory, state: { status: stoppedBy(event.code), message: event.message } };
  }
  const tried = wasStable ? 0 : memory.attempt;
  const unanswered = wasLive || event.isWelcomed ? 0 : memory.unanswered + 1;
  const retryAt = event.now + event.delayMs(tried);
  const attempt = tried + 1;
  return {
    attempt,
    unanswered,
    liveSince: 0,
    isRenewed: isRenewed || event.after === 'renew',
    state: event.isOnline
      ? { status: 'waiting', attempt, retryAt, isUnreachable: unanswered >= 5 }
      : { status: 'offline', attempt, retryAt },
  };
}

function stoppedBy(code: number): 'unauthorized' | 'forbidden' | 'incompatible' | 'refused' {
  if (code === 4401) return 'unauthorized';
  if (code === 4403) return 'forbidden';
  return code === 4406 ? 'incompatible' : 'refused';
}
