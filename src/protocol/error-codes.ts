/** The layer of the seed's error model in which a request was refused. */
export type ErrorLayer = 'transport' | 'message' | 'application';

interface ErrorRule {
  layer: ErrorLayer;
  retryable: boolean;
}

/** Every code of an `Error` frame, with the layer that speaks it and whether the same request may be sent again. */
export const errorCodes = {
  bad_json: { layer: 'transport', retryable: false },
  too_large: { layer: 'transport', retryable: false },
  rate_limited: { layer: 'transport', retryable: true },
  unknown_type: { layer: 'message', retryable: false },
  invalid_field: { layer: 'message', retryable: false },
  limit_exceeded: { layer: 'application', retryable: false },
  unauthorized: { layer: 'application', retryable: false },
  forbidden: { layer: 'application', retryable: false },
  not_found: { layer: 'application', retryable: false },
  id_conflict: { layer: 'application', retryable: false },
  unavailable: { layer: 'application', retryable: true },
  internal: { layer: 'application', retryable: true },
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof errorCodes;
