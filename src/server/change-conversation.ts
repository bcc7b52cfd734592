import type { DeleteFrame, RenameFrame, RestoreFrame } from '../protocol/index.ts';
import { accessible } from './access.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import type { ConversationDraft, ConversationState } from './log/index.ts';
import { conversationNotFound } from './request-error.ts';
import { cleanText } from './written-text.ts';

/** Gives a conversation another title. */
export async function rename(context: ChatContext, connection: Connection, frame: RenameFrame): Promise<void> {
  const { conversation_id, title, request_id } = frame;
  await context.log.transact(conversation_id, (draft) => {
    if (!accessible(draft, conversation_id, connection)) throw conversationNotFound(conversation_id);
    draft.rename(cleanText(title));
  });
  await context.lists.answer(connection, conversation_id, request_id);
}

/** Deletes a conversation: what is being answered in it is stopped first, and nobody follows it any more. */
export async function remove(context: ChatContext, connection: Connection, frame: DeleteFrame): Promise<void> {
  const { conversation_id, request_id } = frame;
  const { log, runs, state, lists, environment } = context;
  const stopped = await log.transact(conversation_id, (draft): readonly string[] => {
    const { deleted_at, conversation } = owned(draft, conversation_id, connection.user_id);
    if (deleted_at !== null) return [];
    const at = environment.now();
    for (const message_id of conversation.unfinished) {
      runs.stage(draft, message_id);
      draft.append({ type: 'Complete', message_id, status: 'stopped', at });
    }
    draft.remove(at);
    return conversation.unfinished;
  });
  for (const messageId of stopped) runs.abort(messageId);
  state.dismiss(conversation_id);
  await lists.answer(connection, conversation_id, request_id);
}

/** Takes a `Delete` back, as long as the text is kept. */
export async function restore(context: ChatContext, connection: Connection, frame: RestoreFrame): Promise<void> {
  const { conversation_id, request_id } = frame;
  const { log, lists, environment, limits } = context;
  await log.transact(conversation_id, (draft) => {
    const { deleted_at, isErased } = owned(draft, conversation_id, connection.user_id);
    if (deleted_at === null) return;
    // Erasing waits for its hour, and what is kept may have been made longer since.
    if (isErased || deleted_at + limits.deletedKeptMs < environment.now()) throw conversationNotFound(conversation_id);
    draft.restore();
  });
  await lists.answer(connection, conversation_id, request_id);
}

/** A conversation of that user, deleted or not. */
function owned(draft: ConversationDraft, conversationId: string, userId: string): ConversationState {
  const state = draft.state();
  if (state?.owner_id !== userId) throw conversationNotFound(conversationId);
  return state;
}
