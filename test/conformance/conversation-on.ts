import {
  applyEvents,
  applySubscribed,
  emptyConversation,
  toWireMessage,
  type Conversation,
  type LoggedEvent,
  type MessageAdded,
  type MessageFrame,
  type ServerFrame,
  type Subscribed,
  type WireMessage,
} from '../../src/protocol/index.ts';
import { question, type ChatSocket } from './chat-socket.ts';
import type { ServerUnderTest } from './describe-section.ts';
import type { Run } from './target.ts';

/** Whether a frame is an event of a log. */
export function isLogged(frame: ServerFrame): frame is LoggedEvent {
  return 'sync_id' in frame;
}

/** What a client that keeps the cursor rule holds after all that came on a socket. @throws if there was a gap */
export function heldOn(socket: ChatSocket, conversationId: string, held: Conversation = emptyConversation(conversationId)): Conversation {
  return socket.frames.reduce((conversation, frame) => {
    if (!('conversation_id' in frame) || frame.conversation_id !== conversationId) return conversation;
    const applied =
      frame.type === 'Subscribed' ? applySubscribed(conversation, frame) : isLogged(frame) ? applyEvents(conversation, [frame]) : undefined;
    if (applied?.gap) throw new Error(`A gap after ${conversation.cursor}: ${JSON.stringify(frame).slice(0, 200)}`);
    return applied?.conversation ?? conversation;
  }, held);
}

/** The messages that are held, as they stand on the wire, in log order. */
export function messagesOn(socket: ChatSocket, conversationId: string): WireMessage[] {
  return heldOn(socket, conversationId).messages.map(toWireMessage);
}

/** What a fresh subscription gives. */
export async function subscribe(
  socket: ChatSocket,
  conversationId: string,
  cursor: { last_sync_id?: number; log_id?: string } = {},
): Promise<Subscribed> {
  socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: conversationId, ...cursor });
  return socket.next('Subscribed');
}

export interface Asked {
  readonly conversationId: string;
  readonly frame: MessageFrame;
  readonly asked: MessageAdded;
  readonly answer: MessageAdded;
}

/** Sends a question, and reads the two messages that answer it. */
export async function ask(socket: ChatSocket, content: string, more: Partial<MessageFrame> = {}): Promise<Asked> {
  const frame = question(content, more);
  socket.send(frame);
  const asked = await socket.next('MessageAdded', ({ message }) => message.id === frame.id);
  const answer = await socket.next('MessageAdded', ({ message }) => message.role === 'assistant' && message.reply_to === frame.id);
  return { conversationId: asked.conversation_id, frame, asked, answer };
}

/** A whole turn: a question, and the answer to it. */
export async function turn(
  { nextRun }: ServerUnderTest,
  socket: ChatSocket,
  content: string,
  { say = 'An answer.', ...more }: Partial<MessageFrame> & { say?: string } = {},
): Promise<Asked & { readonly run: Run }> {
  const asked = await ask(socket, content, more);
  const run = await nextRun();
  if (say !== '') run.write(say);
  run.complete();
  await socket.next('Complete', ({ message_id }) => message_id === asked.answer.message.id);
  return { ...asked, run };
}
