import { applyEvents, type LoggedEvent } from '../../protocol/index.ts';
import type { Queries } from '../database/schema.ts';
import { foldedFrom, maxTailSize, maxWindowMessages, type ConversationState } from './conversation-state.ts';
import { storedMessage } from './message-rows.ts';
import { startOfPage } from './message-queries.ts';
import { appendToTail, emptyTail } from './tail.ts';

/** The most bytes of ended messages that are read into memory. */
const windowBytes = 64 * 1024;

/**
 * A conversation as it is stored: its newest messages, everything from the oldest unfinished one on, and on top of them the events that only the
 * journal has. `recent` is what the journal holds of it, without a hole up to its end.
 */
export async function loadConversation(
  queries: Queries,
  id: string,
  recent: readonly LoggedEvent[],
): Promise<ConversationState | undefined> {
  const row = await queries.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const { messages, hasEarlier } = await loadWindow(queries, id);
  const start = recent[0] ? recent[0].sync_id - 1 : row.head;
  const window = foldedFrom({ id, log_id: row.log_id, cursor: start, messages, has_earlier: hasEarlier });
  return {
    owner_id: row.owner_id,
    title: row.title,
    deleted_at: row.deleted_at,
    ...(row.erased_at === null ? {} : { isErased: true as const }),
    conversation: applyEvents(window, recent.map(onlyText)).conversation,
    tail: recent.reduce((tail, event) => appendToTail(tail, event, maxTailSize), emptyTail(start)),
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

/** Messages and their ends stand in the rows already, and a message that fell out of the window must not come back into it. */
function onlyText(event: LoggedEvent): LoggedEvent {
  if (event.type !== 'MessageAdded' && event.type !== 'Complete') return event;
  return { type: 'Unknown', conversation_id: event.conversation_id, sync_id: event.sync_id };
}
