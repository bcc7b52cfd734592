import { errorCodes, type ErrorCode, type ErrorFrame } from '../protocol/index.ts';

/** What an `Error` frame says beside its code. */
export interface RequestErrorDetails {
  readonly retry_after_ms?: number;
  readonly conversation_id?: string;
  /** The close code that follows, where the socket cannot go on. */
  readonly closeCode?: number;
}

/** A request that is refused, in words for the one who sent it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly details: RequestErrorDetails;

  constructor(code: ErrorCode, message: string, details: RequestErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** A conversation that is not there, is deleted, or is someone else's: nobody can tell which (R4.3). */
export function conversationNotFound(conversation_id: string): RequestError {
  return new RequestError('not_found', 'There is no such conversation.', { conversation_id });
}

/** A conversation in which as much waits for an answer that has not ended as may (R8.6). */
export function conversationFull(conversation_id: string): RequestError {
  const message = 'Too much waits in this conversation for an answer that has not ended. Wait for it or stop it, and try again.';
  return new RequestError('limit_exceeded', message, { conversation_id });
}

/** A message that is not in its conversation. */
export function messageNotFound(conversation_id: string): RequestError {
  return new RequestError('not_found', 'There is no such message in this conversation.', { conversation_id });
}

/** The frame that tells of a refusal. */
export function errorFrame({ code, message, details }: RequestError, request_id?: string): ErrorFrame {
  const { retry_after_ms, conversation_id } = details;
  return {
    type: 'Error',
    ...errorCodes[code],
    code,
    message,
    ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
    ...(conversation_id === undefined ? {} : { conversation_id }),
    ...(request_id === undefined ? {} : { request_id }),
  };
}
