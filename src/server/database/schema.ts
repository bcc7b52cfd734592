import type { Generated, Kysely, Transaction } from 'kysely';
import type { ConversationActivity, EndStatus, MessageStatus, Role, Timestamp } from '../../protocol/index.ts';
import type { StoredSession } from '../auth/session-store.ts';

/** The tables as the newest migration leaves them. Columns that end in json hold what the wire would. */
export interface Tables {
  users: {
    id: string;
    created_at: Timestamp;
    /** The last sync_id of the list of their conversations. */
    list_head: Generated<number>;
  };
  conversations: {
    id: string;
    owner_id: string;
    log_id: string;
    /** The last sync_id when its rows were last written. What follows is in the journal alone. */
    head: number;
    created_at: Timestamp;
    updated_at: Timestamp;
    deleted_at: Timestamp | null;
    /** Since when a deleted one has no text any more. */
    erased_at: Timestamp | null;
    title: Generated<string>;
    status: Generated<ConversationActivity>;
    /** The sync_id of its newest event in the list of its owner: the rows in that order are the log of the list. */
    list_position: Generated<number>;
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
    /** The sync_id up to which `parts_json` holds one that has not ended; null: as it was added. */
    parts_position: number | null;
    options_json: string | null;
    author: string | null;
    model: string | null;
    /** The answer that a `Regenerate` named. */
    regenerates: string | null;
    finish_reason: string | null;
    usage_json: string | null;
    /** What an answer had taken when it last called tools, of which the log tells at its end alone. */
    spent_json: string | null;
    error_json: string | null;
    created_at: Timestamp;
    ended_at: Timestamp | null;
  };
  /** One row a tick, with every event that was logged in it. */
  journal: { seq: Generated<number>; events_json: string; created_at: Timestamp };
  settings: { key: string; value: string };
  sessions: StoredSession;
  /** Who somebody is elsewhere, and is here by having signed in from there. */
  accounts: {
    provider: string;
    subject: string;
    user_id: string;
    name: string | null;
    avatar_url: string | null;
    /** What the provider lets us do in the user's name, encrypted. */
    sealed_token: string | null;
    created_at: Timestamp;
  };
  /** Sign-ins that a browser has gone to a provider for, and not come back from. */
  sign_ins: {
    state_hash: string;
    browser_hash: string;
    provider: string;
    verifier: string;
    nonce: string;
    return_to: string;
    expires_at: Timestamp;
  };
}

/** A database, or a transaction in it. */
export type Queries = Kysely<Tables> | Transaction<Tables>;
