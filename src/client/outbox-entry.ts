import type { MessageFrame, RegenerateFrame } from '../protocol/index.ts';

export interface DeliveryError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export type Outgoing = (MessageFrame & { conversation_id: string }) | RegenerateFrame;

/** Something on its way to the server. `sent`: acknowledged, and about to be seen in its conversation. */
export interface OutboxEntry {
  readonly frame: Outgoing;
  readonly status: 'queued' | 'sending' | 'sent' | 'failed';
  readonly error?: DeliveryError;
  /** Ms since 1970, by this machine's clock. */
  readonly created_at: number;
  /** Whose it is; absent before the first `Welcome`. */
  readonly userId?: string;
  /** Its place among what is kept beyond the page. */
  readonly seq?: number;
  /** Whether it may be sent: it is kept first. */
  readonly isKept: boolean;
  /** Whether the server may have it: it was given to a socket. */
  readonly isGiven?: boolean;
}

/** Whether it can still be taken back. */
export function isWaiting({ status }: OutboxEntry): boolean {
  return status === 'queued' || status === 'failed';
}
