import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Timestamp } from '../../protocol/index.ts';

/** Who someone is, and since when that was said. */
export interface Session {
  readonly user_id: string;
  readonly issued_at: Timestamp;
}

const form = /^v1\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})\.([\w-]{43})$/;

/** A session as a token that only a holder of the secret can make: `v1.<user_id>.<issued_at>.<hmac>`. */
export function signSession({ user_id, issued_at }: Session, secret: string): string {
  const claim = `v1.${user_id}.${issued_at}`;
  return `${claim}.${hmac(claim, secret).toString('base64url')}`;
}

/** The session of a token, if it was signed with that secret. */
export function verifySession(token: string, secret: string): Session | undefined {
  const [, user_id, issued, signature] = form.exec(token) ?? [];
  if (user_id === undefined || issued === undefined || signature === undefined) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const right = hmac(`v1.${user_id}.${issued}`, secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return { user_id, issued_at: Number(issued) };
}

function hmac(claim: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(claim).digest();
}
