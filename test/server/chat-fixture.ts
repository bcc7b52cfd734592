import type { MessageFrame } from '../../src/protocol/index.ts';
import type { ChatServer, ChatServerOptions } from '../../src/server/index.ts';
import { createManualModel, type ManualAnswer, type ManualModel } from '../support/manual-model.ts';
import { connected, type RawClient } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';

/** A question that was sent, and what the server made of it. */
export interface Asked {
  readonly id: string;
  readonly conversation_id: string;
  readonly answer_id: string;
  readonly log_id: string;
}

/** A server, its model, and a client that is connected to it. */
export interface Chat extends ChatServer {
  readonly model: ManualModel;
  readonly client: RawClient;
}

export async function openChat(options: ChatServerOptions = {}): Promise<Chat> {
  const model = createManualModel();
  const server = await startServer({ model, ...options });
  return { ...server, model, client: await connected(server.url) };
}

/** Sends a question and waits for it and its pending answer. */
export async function ask(client: RawClient, content: string, fields: Partial<MessageFrame> = {}): Promise<Asked> {
  const id = fields.id ?? crypto.randomUUID();
  client.send({ type: 'Message', id, content, ...fields });
  const question = await client.next('MessageAdded', ({ message }) => message.id === id);
  const answer = await client.next('MessageAdded', ({ message }) => message.reply_to === id);
  const subscribed = client.received.findLast((frame) => frame.type === 'Subscribed' && frame.conversation_id === question.conversation_id);
  const log_id = subscribed?.type === 'Subscribed' ? (subscribed.log_id ?? '') : '';
  return { id, conversation_id: question.conversation_id, answer_id: answer.message.id, log_id };
}

/** Asks, and lets the model answer. */
export async function askAndAnswer(
  { client, model }: Chat,
  content: string,
  answer: string,
  fields: Partial<MessageFrame> = {},
): Promise<Asked> {
  const asked = await ask(client, content, fields);
  await answerWith(await model.next(), client, answer);
  return asked;
}

/** Writes an answer to its end. */
export async function answerWith(answer: ManualAnswer, client: RawClient, text: string): Promise<void> {
  if (text !== '') answer.write(text);
  answer.finish();
  await client.next('Complete');
}

/** Opens a second socket of the user that a client is. */
export async function connectAgain(url: string, client: RawClient): Promise<RawClient> {
  return connected(url, { headers: { authorization: `Bearer ${tokenOf(client)}` } });
}

/** The token that a client was given. */
export function tokenOf(client: RawClient): string {
  const welcome = client.received[0];
  if (welcome?.type !== 'Welcome' || welcome.token === undefined) throw new Error('The client was given no token.');
  return welcome.token;
}
