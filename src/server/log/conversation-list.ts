import { sql, type Kysely, type Selectable } from 'kysely';
import {
  findMessage,
  type ConversationActivity,
  type Conversation,
  type ConversationEvent,
  type ConversationsSubscribed,
  type Timestamp,
} from '../../protocol/index.ts';
import type { Queries, Tables } from '../database/schema.ts';
import type { ConversationState } from './conversation-state.ts';

/** What follows a cursor in the list of a user, or a first part of it. */
export interface ListReplay extends Pick<ConversationsSubscribed, 'log_id' | 'events'> {
  /** The last sync_id of the list. */
  readonly head: number;
}

/** The lists of users' conversations: each is a log of which the newest event of each conversation is kept, as a row. */
export interface ConversationList {
  /** At most `limit` events that follow a cursor. From the start, what is deleted is left out. */
  after(userId: string, cursor: number, limit: number): Promise<ListReplay>;
  /** The newest event of a conversation. */
  newest(conversationId: string): Promise<ConversationEvent | undefined>;
}

/** The lists of a database; its name tells them from those of another one. */
export function createConversationList(queries: Queries, name: string): ConversationList {
  return {
    async after(userId, cursor, limit) {
      const user = await queries.selectFrom('users').select('list_head').where('id', '=', userId).executeTakeFirst();
      const head = user?.list_head ?? 0;
      const log_id = `${name}.${userId}`;
      if (cursor >= head) return { log_id, head, events: [] };
      const later = queries.selectFrom('conversations').selectAll().where('owner_id', '=', userId).where('list_position', '>', cursor);
      const kept = cursor === 0 ? later.where('deleted_at', 'is', null) : later;
      const rows = await kept.orderBy('list_position').limit(limit).execute();
      return { log_id, head, events: rows.map(eventOf) };
    },
    async newest(conversationId) {
      const row = await queries.selectFrom('conversations').selectAll().where('id', '=', conversationId).executeTakeFirst();
      return row && eventOf(row);
    },
  };
}

/** What tells the lists of this database from those of another one. */
export async function listName(database: Kysely<Tables>, newId: () => string): Promise<string> {
  const key = 'list_name';
  await database
    .insertInto('settings')
    .values({ key, value: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return value;
}

/** Whether the list has something new to show, besides a message that was added or has ended. */
export function isListedAnew(before: ConversationState, after: ConversationState): boolean {
  if (before.title !== after.title || before.deleted_at !== after.deleted_at || before.owner_id !== after.owner_id) return true;
  return before.conversation !== after.conversation && activityOf(before.conversation) !== activityOf(after.conversation);
}

/** Gives a conversation the next place in the list of its owner, in the transaction that changes it. */
export async function storeListed(queries: Queries, { owner_id, title, deleted_at, conversation }: ConversationState): Promise<void> {
  const { list_head } = await queries
    .updateTable('users')
    .set({ list_head: sql<number>`list_head + 1` })
    .where('id', '=', owner_id)
    .returning('list_head')
    .executeTakeFirstOrThrow();
  await queries
    .updateTable('conversations')
    .set({ title, deleted_at, status: activityOf(conversation), list_position: list_head })
    .where('id', '=', conversation.id)
    .execute();
}

/** Erases the texts of conversations that were deleted before a time, some at once, and resolves to their ids. */
export async function eraseConversations(queries: Queries, deletedBefore: Timestamp, now: Timestamp): Promise<string[]> {
  const rows = await queries
    .selectFrom('conversations')
    .select('id')
    .where('deleted_at', '<', deletedBefore)
    .where('erased_at', 'is', null)
    .orderBy('deleted_at')
    .limit(100)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return ids;
  // What was used stays: otherwise a user would have it back by deleting.
  const nothing = { parts_json: '[]', options_json: null, author: null, error_json: null };
  await queries.updateTable('messages').set(nothing).where('conversation_id', 'in', ids).execute();
  await queries.updateTable('conversations').set({ title: '', erased_at: now }).where('id', 'in', ids).execute();
  return ids;
}

function activityOf(conversation: Conversation): ConversationActivity {
  if (conversation.unfinished.length === 0) return 'idle';
  const unfinished = conversation.unfinished.flatMap((id) => findMessage(conversation, id)?.parts ?? []);
  return unfinished.some((part) => part.type === 'tool' && part.status === 'awaiting') ? 'awaiting' : 'answering';
}

function eventOf(row: Selectable<Tables['conversations']>): ConversationEvent {
  const { id, title, status, created_at, updated_at, deleted_at, list_position: sync_id } = row;
  if (deleted_at !== null) return { type: 'ConversationRemoved', scope: 'conversations', sync_id, conversation: { id }, at: deleted_at };
  return { type: 'ConversationChanged', scope: 'conversations', sync_id, conversation: { id, title, status, created_at, updated_at } };
}
