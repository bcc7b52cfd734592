import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { titleOf } from '../../../protocol/index.ts';

/** The tables as far as this migration reads and writes them. */
interface Tables {
  users: { id: string; list_head: number };
  conversations: { id: string; owner_id: string; updated_at: number; title: string; list_position: number; status: string };
  messages: { conversation_id: string; role: string; position: number; parts_json: string; status: string };
}

/** The list of a user's conversations: titles, what happens in them, and the order in which they changed. */
export const conversationList: Migration = {
  async up(database: Kysely<Tables>) {
    const { schema } = database;
    await schema
      .alterTable('users')
      .addColumn('list_head', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    // SQLite adds one column at a time.
    const conversations = schema.alterTable('conversations');
    await conversations.addColumn('title', 'text', (column) => column.notNull().defaultTo('')).execute();
    await conversations.addColumn('status', 'text', (column) => column.notNull().defaultTo('idle')).execute();
    await conversations.addColumn('list_position', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
    await conversations.addColumn('erased_at', 'bigint').execute();
    await schema.createIndex('conversations_in_list').on('conversations').columns(['owner_id', 'list_position']).execute();
    await listWhatIsThere(database);
  },
};

async function listWhatIsThere(database: Kysely<Tables>): Promise<void> {
  const rows = await database.selectFrom('conversations').select(['id', 'owner_id']).orderBy('updated_at').orderBy('id').execute();
  const heads = new Map<string, number>();
  for (const { id, owner_id } of rows) {
    const list_position = (heads.get(owner_id) ?? 0) + 1;
    heads.set(owner_id, list_position);
    const title = await titleOfConversation(database, id);
    await database.updateTable('conversations').set({ list_position, title }).where('id', '=', id).execute();
  }
  for (const [id, list_head] of heads) await database.updateTable('users').set({ list_head }).where('id', '=', id).execute();
  await database
    .updateTable('conversations')
    .set({ status: 'answering' })
    .where('id', 'in', sql<string>`(select conversation_id from messages where status = 'pending')`)
    .execute();
}

async function titleOfConversation(database: Kysely<Tables>, id: string): Promise<string> {
  const first = await database
    .selectFrom('messages')
    .select('parts_json')
    .where('conversation_id', '=', id)
    .where('role', '=', 'user')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  const parts: { type: string; text?: string }[] = JSON.parse(first?.parts_json ?? '[]');
  return titleOf(parts.find((part) => part.type === 'text')?.text ?? '');
}
