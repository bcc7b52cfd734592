import type { Insertable, Selectable, Updateable } from 'kysely';
import { toWireMessage, type Complete, type Message, type MessageAdded, type WireMessage } from '../../protocol/index.ts';
import type { Tables } from '../database/schema.ts';
import { UnreadableError } from '../database/unreadable-error.ts';
import type { MessageOrigin } from './conversation-log.ts';
import type { StoredMessage } from './stored-messages.ts';

/** The row of a message that was just added. */
export function rowOfAdded(
  { conversation_id, sync_id, message }: MessageAdded,
  { regenerates }: MessageOrigin,
): Insertable<Tables['messages']> {
  return {
    id: message.id,
    conversation_id,
    position: sync_id,
    role: message.role,
    reply_to: message.reply_to,
    status: message.status === 'streaming' ? 'pending' : message.status,
    parts_json: JSON.stringify(message.parts),
    options_json: message.options ? JSON.stringify(message.options) : null,
    author: message.author ?? null,
    model: message.model ?? null,
    regenerates: regenerates ?? null,
    created_at: message.created_at,
    ended_at: message.ended_at ?? null,
  };
}

/** What the row of a message holds once it has all up to a sync_id, though the message has not ended. */
export function changesOfMove(sync_id: number, message: Message): Updateable<Tables['messages']> {
  return { parts_position: sync_id, parts_json: JSON.stringify(toWireMessage(message).parts) };
}

/** What its end changes in the row of a message. */
export function changesOfEnd({ sync_id, status }: Complete, message: Message): Updateable<Tables['messages']> {
  const { parts, model, finish_reason, usage, error, ended_at } = toWireMessage(message);
  return {
    end_position: sync_id,
    status,
    parts_json: JSON.stringify(parts),
    model: model ?? null,
    finish_reason: finish_reason ?? null,
    usage_json: usage ? JSON.stringify(usage) : null,
    error_json: error ? JSON.stringify(error) : null,
    ended_at: ended_at ?? null,
  };
}

/**
 * A row read back. Its JSON is what this layer wrote, so it is not validated again.
 * @throws UnreadableError when it is no JSON.
 */
export function storedMessage(row: Selectable<Tables['messages']>): StoredMessage {
  return {
    conversation_id: row.conversation_id,
    position: row.position,
    ...(row.end_position === null ? {} : { end_position: row.end_position }),
    ...(row.regenerates === null ? {} : { regenerates: row.regenerates }),
    message: readMessage(row),
  };
}

function readMessage(row: Selectable<Tables['messages']>): WireMessage {
  try {
    return wireMessage(row);
  } catch {
    throw new UnreadableError(`message ${row.id}`);
  }
}

function wireMessage(row: Selectable<Tables['messages']>): WireMessage {
  return {
    id: row.id,
    role: row.role,
    reply_to: row.reply_to,
    parts: JSON.parse(row.parts_json),
    status: row.status === 'pending' && row.parts_position !== null ? 'streaming' : row.status,
    ...(row.author === null ? {} : { author: row.author }),
    ...(row.model === null ? {} : { model: row.model }),
    ...(row.options_json === null ? {} : { options: JSON.parse(row.options_json) }),
    created_at: row.created_at,
    ...(row.ended_at === null ? {} : { ended_at: row.ended_at }),
    ...(row.finish_reason === null ? {} : { finish_reason: row.finish_reason }),
    ...(row.usage_json === null ? {} : { usage: JSON.parse(row.usage_json) }),
    ...(row.error_json === null ? {} : { error: JSON.parse(row.error_json) }),
  };
}
