import type { ConversationDraft, ConversationState } from './log/index.ts';
import { conversationNotFound } from './request-error.ts';

/** Whether a user may see a conversation. */
export function mayAccess(state: ConversationState, userId: string): boolean {
  return state.deleted_at === null && state.owner_id === userId;
}

/**
 * The conversation of a draft, if there is one.
 * @throws RequestError when there is one that the user may not see.
 */
export function accessible({ state }: ConversationDraft, conversationId: string, userId: string): ConversationState | undefined {
  if (state && !mayAccess(state, userId)) throw conversationNotFound(conversationId);
  return state;
}
