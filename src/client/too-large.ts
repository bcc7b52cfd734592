import { encodeFrame } from '../protocol/index.ts';
import type { DeliveryError, Outgoing } from './outbox-entry.ts';

/** Why a message was not sent that is larger than the server takes. */
export function tooLarge(message: string): Pick<DeliveryError, 'code' | 'message'> {
  return { code: 'too_large', message };
}

/** Bytes of the frame on the wire. */
export function sizeOf(frame: Outgoing): number {
  return new TextEncoder().encode(encodeFrame(frame)).length;
}
