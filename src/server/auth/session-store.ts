import type { Timestamp } from '../../protocol/index.ts';

/** A session as it is kept: of its token the hash alone. */
export interface StoredSession {
  /** The name by which it is listed and revoked. It lets nobody in. */
  readonly id: string;
  readonly token_hash: string;
  readonly user_id: string;
  /** Who vouched for the user; null for an anonymous one. */
  readonly provider: string | null;
  /** The anonymous user whose conversations were taken over when it began. */
  readonly previous_user_id: string | null;
  /** What the browser calls itself, in a few words. */
  readonly device: string | null;
  readonly created_at: Timestamp;
  readonly renewed_at: Timestamp;
  readonly expires_at: Timestamp;
}

/** Where sessions are kept. */
export interface SessionStore {
  add(session: StoredSession): Promise<void>;
  find(tokenHash: string): Promise<StoredSession | undefined>;
  /** Those of a user that have not expired, the one used last first. */
  ofUser(userId: string, now: Timestamp): Promise<Omit<StoredSession, 'token_hash'>[]>;
  renew(id: string, times: Pick<StoredSession, 'renewed_at' | 'expires_at'>): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
  /** Those of the given ones that are still there. */
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
