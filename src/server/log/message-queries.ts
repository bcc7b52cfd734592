import { sql } from 'kysely';
import type { Queries } from '../database/schema.ts';
import { storedMessage } from './message-rows.ts';
import type { PageRequest, Spent, StoredMessages } from './stored-messages.ts';

/** What a message weighs on the wire beside its parts, in bytes. */
const messageOverhead = 512;

/** The messages of a database, or as a transaction in it sees them. */
export function createStoredMessages(queries: Queries): StoredMessages {
  return {
    async find(messageId) {
      const row = await queries.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst();
      return row && storedMessage(row);
    },

    async answersTo(questionId) {
      const rows = await queries
        .selectFrom('messages')
        .selectAll()
        .where('reply_to', '=', questionId)
        .where('role', '=', 'assistant')
        .orderBy('position')
        .execute();
      return rows.map(storedMessage);
    },

    async path(messageId) {
      const rows = await queries
        .withRecursive('path(id, reply_to)', (database) =>
          database
            .selectFrom('messages')
            .select(['id', 'reply_to'])
            .where('id', '=', messageId)
            .unionAll(
              database
                .selectFrom('messages')
                .innerJoin('path', 'path.reply_to', 'messages.id')
                .select(['messages.id', 'messages.reply_to']),
            ),
        )
        .selectFrom('path')
        .innerJoin('messages', 'messages.id', 'path.id')
        .selectAll('messages')
        .orderBy('position')
        .execute();
      return rows.map((row) => storedMessage(row).message);
    },

    async newestDescendant(messageId) {
      const newest = await queries
        .withRecursive('tree(id, position)', (database) =>
          database
            .selectFrom('messages')
            .select(['id', 'position'])
            .where('id', '=', messageId)
            .unionAll(
              database
                .selectFrom('messages')
                .innerJoin('tree', 'tree.id', 'messages.reply_to')
                .select(['messages.id', 'messages.position']),
            ),
        )
        .selectFrom('tree')
        .select('id')
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return newest?.id ?? messageId;
    },

    async spentOn(messageId) {
      const row = await queries.selectFrom('messages').select('spent_json').where('id', '=', messageId).executeTakeFirst();
      return row?.spent_json ? JSON.parse(row.spent_json) : undefined;
    },

    async noteSpent(messageId, spent) {
      await queries
        .updateTable('messages')
        .set({ spent_json: JSON.stringify(spent) })
        .where('id', '=', messageId)
        .execute();
    },

    async tokensSince(ownerId, since) {
      const rows = await queries
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .select(['messages.usage_json', 'messages.spent_json'])
        .where('conversations.owner_id', '=', ownerId)
        .where((row) => row.or([row('messages.ended_at', '>=', since), row('messages.status', '=', 'pending')]))
        .where((row) => row.or([row('messages.usage_json', 'is not', null), row('messages.spent_json', 'is not', null)]))
        .execute();
      return rows.reduce((sum, { usage_json, spent_json }) => sum + Math.max(tokensIn(usage_json), tokensIn(spent_json)), 0);
    },

    async page(request) {
      const from = await startOfPage(queries, request);
      const ended = queries.selectFrom('messages').where('conversation_id', '=', request.conversationId).where('status', '!=', 'pending');
      const rows = await ended
        .selectAll()
        .where('position', '>=', from)
        .where('position', '<', request.before)
        .orderBy('position')
        .execute();
      const earlier = await ended.select('id').where('position', '<', from).limit(1).executeTakeFirst();
      return { messages: rows.map((row) => storedMessage(row).message), hasEarlier: earlier !== undefined };
    },
  };
}

function tokensIn(json: string | null): number {
  const { input_tokens = 0, output_tokens = 0, uncounted = 0 }: Spent = JSON.parse(json ?? '{}');
  return input_tokens + output_tokens + uncounted;
}

/** The position of the oldest of the newest ended messages that fit; the sizes are read before the texts, which may be long. */
export async function startOfPage(queries: Queries, { conversationId, before, limit, maxBytes }: PageRequest): Promise<number> {
  const rows = await queries
    .selectFrom('messages')
    .select(['position', sql<number>`octet_length(parts_json)`.as('bytes')])
    .where('conversation_id', '=', conversationId)
    .where('status', '!=', 'pending')
    .where('position', '<', before)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  let start = before;
  let total = 0;
  for (const { position, bytes } of rows) {
    total += bytes + messageOverhead;
    if (start !== before && total > maxBytes) break;
    start = position;
  }
  return start;
}
