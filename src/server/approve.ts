import { fromWireMessage, isUnfinished, type ApproveFrame, type Message } from '../protocol/index.ts';
import { accessible, assertOwner } from './access.ts';
import { callsOf } from './at-rest.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import type { ConversationDraft } from './log/index.ts';
import { conversationNotFound, messageNotFound } from './request-error.ts';

/** Lets a call of a tool be carried out, or denies it. The first word counts, and a later one changes nothing (R4.20). */
export async function approve(context: ChatContext, connection: Connection, frame: ApproveFrame): Promise<void> {
  const { conversation_id, message_id, tool_id, approved, request_id } = frame;
  const { log, runs, state, environment } = context;
  context.assertOpen();
  const update = await log.transact(conversation_id, async (draft) => {
    const there = accessible(draft, conversation_id, connection);
    if (!there) throw conversationNotFound(conversation_id);
    if (approved) assertOwner(there, connection);
    const message = await messageOf(draft, frame);
    const call = message && callsOf(message).find(({ id }) => id === tool_id);
    if (!message || !call) throw messageNotFound(conversation_id);
    if (call.status !== 'awaiting' || !isUnfinished(message)) return undefined;
    connection.expect('ToolUpdate', `${message_id} ${tool_id}`, request_id);
    const status = approved ? 'running' : 'denied';
    return draft.append({ type: 'ToolUpdate', message_id, tool: { id: tool_id, status }, at: environment.now() });
  });
  // Who does not follow the conversation is answered all the same.
  if (update && state.cursorOf(connection, conversation_id) === undefined) connection.sendEvent(update);
  runs.wake(conversation_id);
}

async function messageOf(draft: ConversationDraft, { conversation_id, message_id }: ApproveFrame): Promise<Message | undefined> {
  const held = draft.message(message_id);
  if (held) return held;
  const stored = await draft.messages.find(message_id);
  return stored?.conversation_id === conversation_id ? fromWireMessage(stored.message) : undefined;
}
