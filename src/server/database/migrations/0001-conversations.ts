import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../dialect.ts';

/** Users, conversations, their messages, and the journal of events. */
export const conversations: Migration = {
  // A migration sees the tables as they were in its time.
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable('users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('conversations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('log_id', 'text', (column) => column.notNull())
      .addColumn('head', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('deleted_at', 'bigint')
      .execute();
    await schema
      .createTable('messages')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('end_position', 'bigint')
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('reply_to', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('parts_json', 'text', (column) => column.notNull())
      .addColumn('options_json', 'text')
      .addColumn('author', 'text')
      .addColumn('model', 'text')
      .addColumn('regenerates', 'text')
      .addColumn('finish_reason', 'text')
      .addColumn('usage_json', 'text')
      .addColumn('error_json', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await schema.createIndex('messages_in_order').on('messages').columns(['conversation_id', 'position']).unique().execute();
    await schema.createIndex('messages_by_question').on('messages').column('reply_to').execute();
    await schema.createIndex('messages_unfinished').on('messages').column('status').where('status', '=', 'pending').execute();
    await schema
      .createTable('journal')
      .addColumn('seq', isPostgres(database) ? 'bigserial' : 'integer', (column) =>
        isPostgres(database) ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('events_json', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('settings')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
  },
};
