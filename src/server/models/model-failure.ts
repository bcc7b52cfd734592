import { retryAfter } from '../retry-after.ts';
import { ModelError } from './chat-model.ts';

/** Every way in which a provider fails, in words that say nothing of its answer, its address or the key. */
const failures = {
  model_unauthorized: { retryable: false, message: 'The model provider does not accept the key of this server.' },
  model_not_found: { retryable: false, message: 'The model provider does not offer this model.' },
  model_refused: { retryable: false, message: 'The model provider refused this request.' },
  model_too_long: { retryable: false, message: 'This conversation is too long for the model.' },
  model_rate_limited: { retryable: true, message: 'The model provider has too many requests. Try again in a moment.' },
  model_unavailable: { retryable: true, message: 'The model provider cannot be reached. Try again in a moment.' },
  model_silent: { retryable: true, message: 'The model provider has stopped answering.' },
  model_interrupted: { retryable: true, message: 'The answer was cut off on its way from the model provider.' },
  model_broken: { retryable: true, message: 'The model provider sent something that this server cannot read.' },
} as const satisfies Record<string, { retryable: boolean; message: string }>;

/** The code of a `ModelError` that comes from a provider. */
export type ModelFailure = keyof typeof failures;

/** The error that a person is shown for a failure. */
export function modelError(code: ModelFailure, cause?: unknown): ModelError {
  const retryAfterMs = failures[code].retryable ? retryAfterOf(cause) : undefined;
  return new ModelError({ code, ...failures[code] }, { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Which failure it was that the provider's package reported, before the first word of the answer or behind it. */
export function toModelError(error: unknown, progress: 'asked' | 'answering'): ModelError {
  if (error instanceof ModelError) return error;
  return modelError(byStatus(error) ?? (progress === 'asked' ? 'model_unavailable' : 'model_interrupted'), error);
}

function byStatus(error: unknown): ModelFailure | undefined {
  const status = numberIn(error, 'statusCode');
  if (status === undefined || status < 400) return undefined;
  if (status === 401 || status === 403) return 'model_unauthorized';
  if (status === 404) return 'model_not_found';
  if (status === 413 || /context.length|too long/i.test(stringIn(error, 'responseBody'))) return 'model_too_long';
  if (status === 429) return 'model_rate_limited';
  return status === 408 || status >= 498 ? 'model_unavailable' : 'model_refused';
}

function retryAfterOf(error: unknown): number | undefined {
  const headers = fieldIn(error, 'responseHeaders');
  return retryAfter((name) => stringIn(headers, name));
}

function fieldIn(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
}

function numberIn(error: unknown, field: string): number | undefined {
  const value = fieldIn(error, field);
  return typeof value === 'number' ? value : undefined;
}

function stringIn(error: unknown, field: string): string {
  const value = fieldIn(error, field);
  return typeof value === 'string' ? value : '';
}
