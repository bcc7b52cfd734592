/** The close codes of the contract, PROTOCOL.md §7. */
export const closeCodes = {
  done: 1000,
  goingAway: 1001,
  tooBig: 1009,
  internal: 1011,
  restart: 1012,
  tryLater: 1013,
  badFrames: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  noCommonProtocol: 4406,
  slowReader: 4409,
  tooMany: 4429,
} as const;

/**
 * What a client does once a socket has closed with a code:
 * `stop` for good, `renew` its credentials once, `spread` out the return, or `retry` with backoff.
 */
export type AfterClose = 'stop' | 'renew' | 'spread' | 'retry';

/** What the contract asks of a client after a close code; an unknown code backs off and retries. */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case closeCodes.badFrames:
    case closeCodes.forbidden:
    case closeCodes.noCommonProtocol:
      return 'stop';
    case closeCodes.unauthorized:
      return 'renew';
    case closeCodes.goingAway:
    case closeCodes.restart:
    case closeCodes.tryLater:
      return 'spread';
    default:
      return 'retry';
  }
}
