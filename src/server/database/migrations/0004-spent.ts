import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What an answer has taken before it ends, so that nothing is forgotten where it rests, or is stopped. */
export const spent: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema.alterTable('messages').addColumn('spent_json', 'text').execute();
  },
};
