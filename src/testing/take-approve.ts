import { findMessage, isUnfinished, type ApproveFrame, type Part } from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering } from './mock-log.ts';
import { notFound } from './refusal.ts';
import { visibleLog, type World } from './world.ts';

/** Lets a tool call run, or denies it; only the first word counts (R4.20). */
export function takeApprove(world: World, session: Session, frame: ApproveFrame): void {
  const log = visibleLog(world, session, frame.conversation_id);
  const isCall = (part: Part) => part.type === 'tool' && part.id === frame.tool_id;
  const message = findMessage(log.conversation, frame.message_id);
  const call = message?.parts.find(isCall);
  if (!message || call?.type !== 'tool') throw notFound();
  if (call.status !== 'awaiting' || !isUnfinished(message)) return;
  const status = frame.approved ? 'running' : 'denied';
  log.append([{ type: 'ToolUpdate', message_id: frame.message_id, tool: { id: call.id, status }, at: world.environment.now() }], {
    by: session,
    request_id: frame.request_id,
  });
  // Who does not follow the conversation is answered all the same.
  const update = log.events.at(-1);
  if (update && !session.follows.has(log)) session.send(answering(update, frame.request_id));
}
