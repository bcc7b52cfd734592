import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Up to where a row holds a message that has not ended, so that one that waits for long does not need the journal. */
export const partsPosition: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema.alterTable('messages').addColumn('parts_position', 'bigint').execute();
  },
};
