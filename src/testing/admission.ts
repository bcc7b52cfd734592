import { chooseSubprotocol, closeCodes, type ErrorCode } from '../protocol/index.ts';

/** How a socket is turned away after its upgrade: by an `Error`, then a close code (R3.4). */
export interface MockRefusal {
  /** @default 4429 */
  closeCode?: number;
  /** @default 'rate_limited' */
  code?: ErrorCode;
  retryAfterMs?: number;
}

/** What becomes of the sockets that come. */
export interface Admission {
  /** The next sockets fail: by a refusal, or without one as if nobody listened. */
  refuse(times: number, refusal?: MockRefusal): void;
  /** What becomes of the next socket. */
  next(protocols: readonly string[]): MockRefusal | 'unreachable' | 'welcome';
  reset(): void;
}

/** Everyone who speaks the protocol is welcome. */
export function createAdmission(): Admission {
  const refusals: (MockRefusal | 'unreachable')[] = [];
  return {
    refuse(times, refusal) {
      refusals.push(...Array.from({ length: times }, () => refusal ?? 'unreachable'));
    },
    next: (protocols) =>
      refusals.shift() ??
      (chooseSubprotocol(protocols) === undefined ? { closeCode: closeCodes.noCommonProtocol, code: 'forbidden' } : 'welcome'),
    reset() {
      refusals.length = 0;
    },
  };
}
