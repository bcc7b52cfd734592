import {
  findMessage,
  fromWireMessage,
  isFull,
  isSameQuestion,
  newestDescendant,
  questionParts,
  titleOf,
  type MessageAdded,
  type MessageFrame,
  type MessageOptions,
  type Question,
  type WireMessage,
} from '../protocol/index.ts';
import type { Session } from './mock-connection.ts';
import { answering, type MockLog } from './mock-log.ts';
import { full, notFound, Refusal } from './refusal.ts';
import { byteLength, wellFormed } from './well-formed.ts';
import { beginLog, follow, logOfMessage, maySee, type World } from './world.ts';

/** Content is at most 256 KiB (R8.3). */
const maxContentBytes = 256 * 1024;

/** Logs a question and its pending answer in one step, once for each id. */
export function takeMessage(world: World, session: Session, frame: MessageFrame): void {
  if (byteLength(frame.content) > maxContentBytes) throw new Refusal('too_large', `Content is at most ${maxContentBytes} bytes.`);
  const conversationId = frame.conversation_id ?? frame.id;
  const request_id = frame.request_id ?? frame.id;
  const log = world.logs.get(conversationId);
  if (log && !maySee(session.userId, log)) throw notFound();
  const knownIn = logOfMessage(world, frame.id);
  if (knownIn) {
    const added = sameAgain(knownIn, conversationId, frame);
    if (!session.follows.has(knownIn)) follow(session, knownIn);
    session.send(answering(added, request_id));
    return;
  }

  if (log && isFull(log.conversation)) throw full();
  const reply_to = placeInTree(log, frame);
  const target = log ?? beginLog(world, conversationId, session.userId, titleOf(wellFormed(frame.content)));
  if (!session.follows.has(target)) follow(session, target);
  const created_at = world.environment.now();
  const question: WireMessage = {
    id: frame.id,
    role: 'user',
    reply_to,
    parts: questionParts(cleanQuestion(frame)),
    status: 'complete',
    created_at,
  };
  target.append(
    [
      { type: 'MessageAdded', message: question },
      { type: 'MessageAdded', message: pendingAnswer(world.environment.uuid(), frame.id, created_at, optionsOf(frame)) },
    ],
    { by: session, request_id },
  );
}

/** An answer that no model has begun. */
export function pendingAnswer(id: string, reply_to: string | null, created_at: number, options: MessageOptions): WireMessage {
  return { id, role: 'assistant', reply_to, parts: [], status: 'pending', options, created_at };
}

/** What was asked of the model. */
export function optionsOf({ use_reasoning, model, repos }: MessageOptions): MessageOptions {
  return {
    ...(use_reasoning === undefined ? {} : { use_reasoning }),
    ...(model === undefined ? {} : { model }),
    ...(repos === undefined ? {} : { repos }),
  };
}

function cleanQuestion({ content, files = [] }: MessageFrame): Question {
  return { content: wellFormed(content), files: files.map((file) => ({ ...file, name: wellFormed(file.name) })) };
}

/** The event that added the message when its id came first (R4.9). */
function sameAgain(log: MockLog, conversationId: string, frame: MessageFrame): MessageAdded {
  const added = log.added(frame.id);
  const isSame = added && log.id === conversationId && isSameQuestion(fromWireMessage(added.message), cleanQuestion(frame));
  if (!isSame) throw new Refusal('id_conflict', 'This id belongs to another message.');
  return added;
}

/** The message that a new question follows (R4.11, R4.12). */
function placeInTree(log: MockLog | undefined, { reply_to, fork }: MessageFrame): string | null {
  if (reply_to === undefined) return fork ? null : (log?.conversation.messages.at(-1)?.id ?? null);
  if (!log || !findMessage(log.conversation, reply_to)) throw notFound();
  return fork ? reply_to : newestDescendant(log.conversation, reply_to);
}
