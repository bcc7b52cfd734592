import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Sessions, the accounts that people signed in with, and sign-ins that are under way. */
export const signIn: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('provider', 'text')
      .addColumn('previous_user_id', 'text')
      .addColumn('device', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('renewed_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();
    await schema.createIndex('sessions_by_end').on('sessions').column('expires_at').execute();
    await schema
      .createTable('accounts')
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('name', 'text')
      .addColumn('avatar_url', 'text')
      .addColumn('sealed_token', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('accounts_key', ['provider', 'subject'])
      .execute();
    await schema.createIndex('accounts_by_user').on('accounts').column('user_id').execute();
    await schema
      .createTable('sign_ins')
      .addColumn('state_hash', 'text', (column) => column.primaryKey())
      .addColumn('browser_hash', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('verifier', 'text', (column) => column.notNull())
      .addColumn('nonce', 'text', (column) => column.notNull())
      .addColumn('return_to', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('sign_ins_by_end').on('sign_ins').column('expires_at').execute();
  },
};
