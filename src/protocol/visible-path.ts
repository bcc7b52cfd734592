import type { Conversation, Message } from './conversation.ts';

/**
 * The messages to show, in order: the path from the first question to the last message of the log. Where nothing was forked or
 * regenerated, that is all of them.
 */
export function visiblePath(conversation: Conversation): readonly Message[] {
  const { messages } = conversation;
  const isOnePath = messages.every((message, place) => place === 0 || message.reply_to === messages[place - 1]?.id);
  if (isOnePath) return messages;
  const path: Message[] = [];
  let wanted = messages.at(-1)?.id ?? null;
  for (const message of messages.toReversed()) {
    if (message.id !== wanted) continue;
    path.push(message);
    wanted = message.reply_to;
  }
  return path.toReversed();
}
