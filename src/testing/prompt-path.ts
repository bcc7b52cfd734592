import { contentOf, findMessage, type Conversation, type Message } from '../protocol/index.ts';

/** The messages that a model is given for an answer: from the root to the question, without questions that got no text (R4.13). */
export function promptPath(conversation: Conversation, answer: Message): Message[] {
  const path: Message[] = [];
  for (let next = parentOf(conversation, answer); next; next = parentOf(conversation, next)) path.unshift(next);
  return path.filter((message, place) => {
    const following = path[place + 1];
    return message.role === 'assistant' ? contentOf(message) !== '' : following?.role !== 'assistant' || contentOf(following) !== '';
  });
}

function parentOf(conversation: Conversation, { reply_to }: Message): Message | undefined {
  return reply_to === null ? undefined : findMessage(conversation, reply_to);
}
