import { errorCodes, type ErrorCode, type ErrorFrame } from '../protocol/index.ts';

/** A request is refused with an `Error` of this code. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  /** The socket is closed with it after the `Error`. */
  readonly closeCode: number | undefined;

  constructor(code: ErrorCode, message: string, closeCode?: number) {
    super(message);
    this.code = code;
    this.closeCode = closeCode;
  }
}

/** What is not there, is deleted, or is another user's looks the same (R4.3). */
export function notFound(): Refusal {
  return new Refusal('not_found', 'There is no such conversation or message.');
}

/** As much waits for an answer that has not ended as may (R8.6). */
export function full(): Refusal {
  return new Refusal('limit_exceeded', 'Too much waits in this conversation for an answer that has not ended.');
}

/** The `Error` frame that tells of a refusal. */
export function errorFrame(
  code: ErrorCode,
  message: string,
  about: { request_id?: string; conversation_id?: string; retry_after_ms?: number } = {},
): ErrorFrame {
  return { type: 'Error', ...errorCodes[code], code, message, ...about };
}
