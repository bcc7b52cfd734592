import type { Queries } from '../database/schema.ts';
import type { UnfinishedAnswer } from './conversation-log.ts';

/** The answers that have not ended, in the order of their logs. */
export function unfinishedAnswers(queries: Queries): Promise<UnfinishedAnswer[]> {
  return unfinished(queries).select(['conversation_id', 'id as message_id']).orderBy('conversation_id').orderBy('position').execute();
}

/** The sync_id up to which the rows of those answers hold them, by message id. */
export async function rowsOfUnfinished(queries: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await unfinished(queries).select(['id', 'position', 'parts_position']).execute();
  return new Map(rows.map(({ id, position, parts_position }) => [id, parts_position ?? position]));
}

function unfinished(queries: Queries) {
  return queries.selectFrom('messages').where('status', '=', 'pending');
}
