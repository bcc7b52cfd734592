import type { Generated, Kysely, Transaction } from 'kysely';
import type { EndStatus, MessageStatus, Role, Timestamp } from '../../protocol/index.ts';

/** The tables as the newest migration leaves them. Columns that end in json hold what the wire would. */
export interface Tables {
  users: { id: string; created_at: Timestamp };
  conversations: {
    id: string;
    owner_id: string;
    log_id: string;
    /** The last sync_id of its events that are not `Update`s; those are in the journal alone until their message has ended. */
    head: number;
    created_at: Timestamp;
    updated_at: Timestamp;
    deleted_at: Timestamp | null;
  };
  messages: {
    id: string;
    conversation_id: string;
    /** The sync_id of its `MessageAdded`. */
    position: number;
    /** The sync_id of its `Complete`. */
    end_position: number | null;
    role: Role;
    reply_to: string | null;
    status: Extract<MessageStatus, 'pending'> | EndStatus;
    parts_json: string;
    options_json: string | null;
    author: string | null;
    model: string | null;
    /** The answer that a `Regenerate` named. */
    regenerates: string | null;
    finish_reason: string | null;
    usage_json: string | null;
    error_json: string | null;
    created_at: Timestamp;
    ended_at: Timestamp | null;
  };
  /** One row a tick, with every event that was logged in it. */
  journal: { seq: Generated<number>; events_json: string; created_at: Timestamp };
  settings: { key: string; value: string };
}

/** A database, or a transaction in it. */
export type Queries = Kysely<Tables> | Transaction<Tables>;
