import { findMessage, isUnfinished } from '../../protocol/index.ts';
import type { Queries } from '../database/schema.ts';
import { isListedAnew, storeListed } from './conversation-list.ts';
import type { Staged } from './conversation-draft.ts';
import type { ConversationState } from './conversation-state.ts';
import { changesOfEnd, changesOfMove, rowOfAdded } from './message-rows.ts';

/** Whether a draft may change rows. Text that streams in does not: it stands in the journal, which all drafts of a tick share. */
export function hasRows({ before, state, events }: Staged): boolean {
  const isSame =
    before?.owner_id === state?.owner_id &&
    before?.title === state?.title &&
    before?.deleted_at === state?.deleted_at &&
    before !== undefined;
  return !isSame || events.some((event) => event.type !== 'Update');
}

/**
 * Writes the rows that a draft changes: what only adds text needs none, for that stands in the journal. Resolves to the user whose list
 * of conversations has changed by it.
 */
export async function storeStaged(queries: Queries, { before, state, events, origins }: Staged, now: number): Promise<string | undefined> {
  if (!state) return undefined;
  const { owner_id, conversation } = state;
  if (before?.owner_id !== owner_id) {
    await queries
      .insertInto('users')
      .values({ id: owner_id, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (before && before.owner_id !== owner_id) {
    await queries.updateTable('conversations').set({ owner_id }).where('id', '=', conversation.id).execute();
  }
  if (!before) {
    const row = { id: conversation.id, owner_id, log_id: conversation.log_id ?? '', head: 0, created_at: now, updated_at: now };
    await queries.insertInto('conversations').values(row).execute();
  }
  let head: number | undefined;
  for (const event of events) {
    if (event.type === 'MessageAdded') {
      await queries
        .insertInto('messages')
        .values(rowOfAdded(event, origins.get(event.message.id) ?? {}))
        .execute();
      head = event.sync_id;
    }
    if (event.type === 'Complete') {
      const message = findMessage(conversation, event.message_id);
      if (message) await queries.updateTable('messages').set(changesOfEnd(event, message)).where('id', '=', message.id).execute();
      head = event.sync_id;
    }
  }
  if (head !== undefined) {
    await queries.updateTable('conversations').set({ head, updated_at: now }).where('id', '=', conversation.id).execute();
  }
  if (head === undefined && before && !isListedAnew(before, state)) return undefined;
  await storeListed(queries, state);
  return owner_id;
}

/** Has the row of an unfinished message hold it as it stands, so that it needs no event of before. */
export async function moveToRow(queries: Queries, { conversation }: ConversationState, messageId: string): Promise<void> {
  const message = findMessage(conversation, messageId);
  if (!message || !isUnfinished(message)) return;
  const { id, cursor } = conversation;
  await queries.updateTable('messages').set(changesOfMove(cursor, message)).where('id', '=', messageId).execute();
  await queries.updateTable('conversations').set({ head: cursor }).where('id', '=', id).execute();
}
