import { findMessage, isFull, isUnfinished, type RegenerateFrame } from '../protocol/index.ts';
import { accessible, assertOwner, authorOf } from './access.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import { checkSubscriptions, followFrom } from './follow.ts';
import type { ConversationDraft, ConversationState, StoredMessage } from './log/index.ts';
import { conversationFull, conversationNotFound, messageNotFound, RequestError } from './request-error.ts';
import { sendAgain } from './send-again.ts';
import { checkModel, pendingAnswer } from './send-message.ts';

type Outcome = { readonly before: ConversationState; readonly known?: StoredMessage };

/** Logs a sibling of an ended answer, once however often it is asked for, and has it made. */
export async function regenerate(context: ChatContext, connection: Connection, frame: RegenerateFrame): Promise<void> {
  const { id, conversation_id, message_id } = frame;
  checkSubscriptions(context, connection, conversation_id);
  const requestId = frame.request_id ?? id;
  const { before, known } = await context.log.transact(conversation_id, async (draft): Promise<Outcome> => {
    const there = accessible(draft, conversation_id, connection);
    if (!there) throw conversationNotFound(conversation_id);
    const stored = await draft.messages.find(id);
    if (stored) return { before: sameAnswer(stored, there, message_id), known: stored };
    context.admit(connection);
    checkModel(context, frame);
    if (isFull(there.conversation)) throw conversationFull(conversation_id);
    const { reply_to, repos } = await askedBefore(draft, there, frame);
    if (repos) assertOwner(there, connection);
    connection.expect('MessageAdded', id, requestId);
    const answer = pendingAnswer(id, reply_to, { ...frame, ...(repos && { repos }) }, context.environment.now());
    draft.add({ ...answer, ...authorOf(there, connection) }, { regenerates: message_id });
    return { before: there };
  });
  context.runs.wake(conversation_id);
  await followFrom(context, connection, before);
  if (known) sendAgain(context, connection, known, requestId);
}

function sameAnswer(stored: StoredMessage, there: ConversationState, message_id: string): ConversationState {
  if (stored.regenerates === message_id && stored.conversation_id === there.conversation.id) return there;
  throw new RequestError('id_conflict', 'Another message has this id.');
}

/** The question of the answer that another one is asked for, and the repositories that it was about (R4.24). */
async function askedBefore(
  { messages }: ConversationDraft,
  there: ConversationState,
  frame: RegenerateFrame,
): Promise<{ readonly reply_to: string; readonly repos: string[] | undefined }> {
  const stored = await messages.find(frame.message_id);
  if (stored?.conversation_id !== there.conversation.id) throw messageNotFound(frame.conversation_id);
  const now = findMessage(there.conversation, frame.message_id) ?? stored.message;
  if (now.role === 'assistant' && now.reply_to !== null && !isUnfinished(now)) return { reply_to: now.reply_to, repos: now.options?.repos };
  throw new RequestError('invalid_field', 'Regenerate: message_id: expected an answer that has ended.', {
    conversation_id: frame.conversation_id,
  });
}
