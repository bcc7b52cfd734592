import type { CancelFrame, Complete, EndStatus } from '../protocol/index.ts';
import { accessible } from './access.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import type { ConversationDraft, StoredMessage } from './log/index.ts';
import { conversationNotFound, messageNotFound } from './request-error.ts';

interface Told {
  readonly end: Complete;
  readonly isNew: boolean;
}

/** Ends the answer that a `Cancel` names, or those of the question it names; those that have ended are told of again (R4.16 to R4.18). */
export async function cancel(context: ChatContext, connection: Connection, frame: CancelFrame): Promise<void> {
  const { conversation_id, request_id } = frame;
  const { state, runs, log, environment } = context;
  const told = await log.transact(conversation_id, async (draft): Promise<Told[]> => {
    if (!accessible(draft, conversation_id, connection)) throw conversationNotFound(conversation_id);
    const answers = await answersNamed(draft, frame);
    return answers.map((answer) => {
      const message_id = answer.message.id;
      connection.expect('Complete', message_id, request_id);
      runs.stage(draft, message_id);
      const end = draft.append({ type: 'Complete', message_id, status: 'stopped', at: environment.now() });
      return end?.type === 'Complete' ? { end, isNew: true } : { end: endOf(answer), isNew: false };
    });
  });
  // What waited behind an answer at rest is due now.
  runs.wake(conversation_id);
  for (const { end, isNew } of told) {
    runs.abort(end.message_id);
    const cursor = state.cursorOf(connection, conversation_id);
    const comesInItsTurn = cursor !== undefined && (isNew || cursor < end.sync_id);
    if (!comesInItsTurn) connection.sendEvent(end);
  }
}

async function answersNamed({ messages }: ConversationDraft, { conversation_id, message_id }: CancelFrame): Promise<StoredMessage[]> {
  const named = await messages.find(message_id);
  if (named?.conversation_id !== conversation_id) throw messageNotFound(conversation_id);
  return named.message.role === 'user' ? messages.answersTo(message_id) : [named];
}

/** The `Complete` of an answer that has ended, as it once was. */
function endOf({ conversation_id, position, end_position = position, message }: StoredMessage): Complete {
  const { id, status, finish_reason, model, usage, error, ended_at, created_at } = message;
  return {
    type: 'Complete',
    conversation_id,
    sync_id: end_position,
    message_id: id,
    status: status as EndStatus, // it has ended, or the draft would have taken another end
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
    at: ended_at ?? created_at,
  };
}
