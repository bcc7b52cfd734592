import { applyEvents, type LoggedEvent } from '../../protocol/index.ts';
import type { Queries } from '../database/schema.ts';
import { UnreadableError } from '../database/unreadable-error.ts';
import { foldedFrom, maxWindowMessages, type ConversationState } from './conversation-state.ts';
import { storedMessage } from './message-rows.ts';
import { startOfPage } from './message-queries.ts';
import { headOf, type RecentEventsOf } from './recent-events.ts';
import { emptyTail } from './tail.ts';

/** The most bytes of ended messages that are read into memory. */
const windowBytes = 64 * 1024;

/**
 * A conversation as it is stored: its newest messages, everything from the oldest unfinished one on, and on top of them the text that only the
 * journal has. `recent` is what the journal held of it, if that is not older than its rows. An `UnreadableError`: it is damaged, which concerns no other.
 */
export async function loadConversation(
  queries: Queries,
  id: string,
  recent: RecentEventsOf | undefined,
): Promise<ConversationState | UnreadableError | undefined> {
  try {
    return await load(queries, id, recent);
  } catch (error) {
    if (error instanceof UnreadableError) return error;
    throw error;
  }
}

async function load(queries: Queries, id: string, recent: RecentEventsOf | undefined): Promise<ConversationState | undefined> {
  const row = await queries.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const { messages, hasEarlier } = await loadWindow(queries, id);
  const cursor = recent ? headOf(recent.tail) : row.head;
  const window = foldedFrom({ id, log_id: row.log_id, cursor: 0, messages, has_earlier: hasEarlier });
  return {
    owner_id: row.owner_id,
    title: row.title,
    deleted_at: row.deleted_at,
    ...(row.erased_at === null ? {} : { isErased: true as const }),
    conversation: { ...applyEvents(window, chained(recent?.text ?? [])).conversation, cursor },
    tail: recent?.tail ?? emptyTail(cursor),
  };
}

async function loadWindow(queries: Queries, id: string) {
  const newest = { conversationId: id, before: Number.MAX_SAFE_INTEGER, limit: maxWindowMessages, maxBytes: windowBytes };
  const ofConversation = queries.selectFrom('messages').where('conversation_id', '=', id);
  const unfinished = await ofConversation
    .select('position')
    .where('status', '=', 'pending')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  const from = Math.min(await startOfPage(queries, newest), unfinished?.position ?? Number.MAX_SAFE_INTEGER);
  const rows = await ofConversation.selectAll().where('position', '>=', from).orderBy('position').execute();
  const earlier = await ofConversation.select('id').where('position', '<', from).limit(1).executeTakeFirst();
  return { messages: rows.map((row) => storedMessage(row).message), hasEarlier: earlier !== undefined };
}

/** As a log of their own, for what stood between them is in the rows already. */
function chained(events: readonly LoggedEvent[]): LoggedEvent[] {
  return events.map((event, place) => ({ ...event, after: events[place - 1]?.sync_id ?? 0 }));
}
