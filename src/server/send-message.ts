import {
  fromWireMessage,
  isFull,
  isSameQuestion,
  questionParts,
  type MessageFrame,
  type MessageOptions,
  type Question,
  type WireMessage,
} from '../protocol/index.ts';
import { accessible, assertOwner, authorOf } from './access.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import { checkSubscriptions, followFrom } from './follow.ts';
import type { ConversationDraft, ConversationState, StoredMessage } from './log/index.ts';
import { UnknownModelError } from './models/index.ts';
import { conversationFull, messageNotFound, RequestError } from './request-error.ts';
import { sendAgain } from './send-again.ts';
import { cleanText } from './written-text.ts';

type Outcome = { readonly before: ConversationState; readonly known?: StoredMessage };

/** Logs a question and its pending answer in one step, once however often it is sent, and has the answer made. */
export async function sendMessage(context: ChatContext, connection: Connection, frame: MessageFrame): Promise<void> {
  const conversationId = frame.conversation_id ?? frame.id;
  const question = cleanQuestion(frame);
  const { maxContentBytes } = context.limits;
  if (Buffer.byteLength(question.content) > maxContentBytes) {
    throw new RequestError('too_large', `A message holds at most ${maxContentBytes} bytes of text.`, { conversation_id: conversationId });
  }
  checkSubscriptions(context, connection, conversationId);
  const requestId = frame.request_id ?? frame.id;
  const { before, known } = await context.log.transact(conversationId, async (draft): Promise<Outcome> => {
    const there = accessible(draft, conversationId, connection);
    const stored = await draft.messages.find(frame.id);
    if (stored) return { before: sameMessage(stored, there, question), known: stored };
    context.admit(connection);
    checkModel(context, frame);
    if (there && isFull(there.conversation)) throw conversationFull(conversationId);
    if (there && frame.repos) assertOwner(there, connection);
    const reply_to = await placeInTree(draft, conversationId, frame);
    connection.expect('MessageAdded', frame.id, requestId);
    const start = there ?? draft.create(connection.user_id, titleFor(context, question.content));
    const created_at = context.environment.now();
    const author = authorOf(start, connection);
    draft.add({ id: frame.id, role: 'user', reply_to, parts: questionParts(question), status: 'complete', ...author, created_at });
    draft.add({ ...pendingAnswer(context.environment.id(), frame.id, frame, created_at), ...author });
    return { before: start };
  });
  context.runs.wake(conversationId);
  await followFrom(context, connection, before);
  if (known) sendAgain(context, connection, known, requestId);
}

/** As a `Rename` could have given it, whatever the server was set up with. */
function titleFor({ titleOf }: ChatContext, question: string): string {
  const line = cleanText(titleOf(question)).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return cleanText(line.slice(0, 200)).trim();
}

/** An answer that is to be made. */
export function pendingAnswer(id: string, reply_to: string, asked: MessageOptions, created_at: number): WireMessage {
  const { use_reasoning, model, repos } = asked;
  const options = {
    ...(use_reasoning === undefined ? {} : { use_reasoning }),
    ...(model === undefined ? {} : { model }),
    ...(repos === undefined ? {} : { repos }),
  };
  const isAskedFor = Object.keys(options).length > 0;
  return { id, role: 'assistant', reply_to, parts: [], status: 'pending', ...(isAskedFor ? { options } : {}), created_at };
}

/** Refuses a model that this server does not have. */
export function checkModel({ router }: ChatContext, frame: MessageOptions & { type: string }): void {
  try {
    router.route(frame);
  } catch (error) {
    if (!(error instanceof UnknownModelError)) throw error;
    throw new RequestError('invalid_field', `${frame.type}: ${error.field}: ${error.message}`);
  }
}

/** What was asked, as it may stand in a log (R1.4). */
function cleanQuestion({ content, files = [] }: MessageFrame): Question {
  return { content: cleanText(content), files: files.map((file) => ({ ...file, name: cleanText(file.name) })) };
}

function sameMessage(stored: StoredMessage, there: ConversationState | undefined, question: Question): ConversationState {
  const { message, conversation_id } = stored;
  if (isSameQuestion(fromWireMessage(message), question) && there?.conversation.id === conversation_id) return there;
  throw new RequestError('id_conflict', 'Another message has this id.');
}

/** The message that a new question follows (R4.11, R4.12). */
async function placeInTree(draft: ConversationDraft, conversationId: string, frame: MessageFrame): Promise<string | null> {
  const { messages } = draft;
  const { reply_to, fork } = frame;
  const last = draft.state()?.conversation.messages.at(-1)?.id ?? null;
  if (reply_to === undefined) return fork === true ? null : last;
  if (reply_to === last && fork !== true) return last;
  const parent = await messages.find(reply_to);
  if (parent?.conversation_id !== conversationId) throw messageNotFound(conversationId);
  return fork === true ? reply_to : messages.newestDescendant(reply_to);
}
