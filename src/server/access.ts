import type { Connection } from './connection.ts';
import type { ConversationDraft, ConversationState } from './log/index.ts';
import { conversationNotFound, RequestError } from './request-error.ts';

/** Who asks, and what the application lets the frame have that is being answered. */
export type Asker = Pick<Connection, 'user_id' | 'granted'>;

/** Whether somebody may see a conversation: its owner may, and whom the application lets. */
export function mayAccess({ deleted_at, owner_id, conversation }: ConversationState, { user_id, granted }: Asker): boolean {
  return deleted_at === null && (owner_id === user_id || conversation.id === granted);
}

/**
 * Sees that somebody is the owner of a conversation that others may see: tools act in the owner's name.
 * @throws RequestError when it is somebody else.
 */
export function assertOwner({ owner_id, conversation }: ConversationState, { user_id }: Asker): void {
  if (owner_id === user_id) return;
  throw new RequestError('forbidden', 'Tools act in the name of the owner, who alone may say so.', { conversation_id: conversation.id });
}

/** Who asks, as a message says it: nothing of the owner, whoever that is by then. */
export function authorOf({ owner_id }: ConversationState, { user_id }: Asker): { author?: string } {
  return owner_id === user_id ? {} : { author: user_id };
}

/**
 * The conversation of a draft, if there is one.
 * @throws RequestError when there is one that the asker may not see.
 */
export function accessible(draft: ConversationDraft, conversationId: string, asker: Asker): ConversationState | undefined {
  const state = draft.state();
  if (state && !mayAccess(state, asker)) throw conversationNotFound(conversationId);
  return state;
}
