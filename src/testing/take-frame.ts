import { closeCodes, decodeClientFrame, type ClientFrame } from '../protocol/index.ts';
import { historyPage } from './catch-up.ts';
import type { Session } from './mock-connection.ts';
import { answering } from './mock-log.ts';
import { errorFrame, Refusal } from './refusal.ts';
import { takeApprove } from './take-approve.ts';
import { takeAuthenticate } from './take-authenticate.ts';
import { takeCancel } from './take-cancel.ts';
import { takeDelete, takeRename, takeRestore } from './take-list-change.ts';
import { takeMessage } from './take-message.ts';
import { takeRegenerate } from './take-regenerate.ts';
import { byteLength } from './well-formed.ts';
import { follow, unfollow, visibleLog, type World } from './world.ts';

/** The most bytes of a frame that a client may send (R8.1). */
export const maxFrameBytes = 512 * 1024;
const maxSubscriptions = 50;
const maxBadFrames = 10;

/** Reads what a socket sent, and answers it. */
export function takeFrame(world: World, session: Session, data: unknown): void {
  const encoded = typeof data === 'string' ? data : '';
  if (byteLength(encoded) > maxFrameBytes) {
    session.close(closeCodes.tooBig);
    return;
  }
  const isFirst = session.framesRead === 0;
  session.framesRead += 1;
  const decoded = decodeClientFrame(encoded);
  if (!decoded.ok) {
    const { code, message, request_id } = decoded;
    session.send(answering(errorFrame(code, message), request_id));
    if (code !== 'unknown_type') session.badFrames += 1;
    if (session.badFrames >= maxBadFrames) session.close(closeCodes.badFrames);
    return;
  }
  world.received.push(decoded.frame);
  try {
    answer(world, session, decoded.frame, { isFirst });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    session.send(errorFrame(error.code, error.message, requestOf(decoded.frame)));
    if (error.closeCode !== undefined) session.close(error.closeCode);
  }
}

function answer(world: World, session: Session, frame: ClientFrame, socket: { isFirst: boolean }): void {
  switch (frame.type) {
    case 'Subscribe':
      return subscribe(world, session, frame);
    case 'Unsubscribe':
      return unsubscribe(world, session, frame);
    case 'Message':
      return takeMessage(world, session, frame);
    case 'Regenerate':
      return takeRegenerate(world, session, frame);
    case 'Cancel':
      return takeCancel(world, session, frame);
    case 'Rename':
      return takeRename(world, session, frame);
    case 'Delete':
      return takeDelete(world, session, frame);
    case 'Restore':
      return takeRestore(world, session, frame);
    case 'Approve':
      return takeApprove(world, session, frame);
    case 'History':
      return session.send(
        answering(historyPage(visibleLog(world, session, frame.conversation_id), frame.before, frame.limit), frame.request_id),
      );
    case 'Authenticate':
      return takeAuthenticate(world, session, frame, socket);
    case 'Ping':
      return session.send(answering({ type: 'Pong' }, frame.request_id));
    default:
      return frame satisfies never;
  }
}

/** Has no answer, not even where there is nothing to leave (R4.3). */
function unsubscribe(world: World, session: Session, frame: Extract<ClientFrame, { type: 'Unsubscribe' }>): void {
  if (frame.scope === 'conversations') return world.lists.unfollow(session);
  const log = world.logs.get(frame.conversation_id);
  if (log) unfollow(session, log);
}

function subscribe(world: World, session: Session, frame: Extract<ClientFrame, { type: 'Subscribe' }>): void {
  if (frame.scope === 'conversations') return world.lists.follow(session, frame);
  if (frame.conversation_id === undefined) {
    session.send(answering({ type: 'Subscribed', scope: 'chat', last_sync_id: 0 }, frame.request_id));
    return;
  }
  const log = visibleLog(world, session, frame.conversation_id);
  if (!session.follows.has(log) && session.follows.size >= maxSubscriptions) {
    throw new Refusal('limit_exceeded', `A socket follows at most ${maxSubscriptions} conversations.`);
  }
  follow(session, log, frame);
}

/** What a refusal tells of the request it answers (R4.2). */
function requestOf(frame: ClientFrame): { request_id?: string; conversation_id?: string } {
  const requestId = frame.request_id ?? (frame.type === 'Message' || frame.type === 'Regenerate' ? frame.id : undefined);
  const conversationId = 'conversation_id' in frame ? frame.conversation_id : undefined;
  return {
    ...(requestId === undefined ? {} : { request_id: requestId }),
    ...(conversationId === undefined ? {} : { conversation_id: conversationId }),
  };
}
