import { isUnfinished, type Conversation, type Part } from './conversation.ts';

/** How many messages stand behind one that has not ended, and how long they are in all, in UTF-16 code units. */
const most = { messages: 64, length: 2 * 1024 * 1024 };

/**
 * Whether a conversation takes no more until its oldest unfinished message has ended (R8.6): what stands behind that is kept in memory, and
 * belongs into each snapshot (R6.5).
 */
export function isFull({ messages, unfinished }: Conversation): boolean {
  if (unfinished.length === 0) return false;
  const behind = messages.slice(messages.findIndex(isUnfinished) + 1);
  if (behind.length >= most.messages) return true;
  return behind.reduce((sum, { parts }) => parts.reduce((length, part) => length + lengthOf(part), sum), 0) >= most.length;
}

function lengthOf(part: Part): number {
  if (part.type === 'text' || part.type === 'reasoning') return part.text.length;
  return part.type === 'file' ? part.data.length : 0;
}
