import type { Conversation } from '../protocol/index.ts';

/** The newest message that stands below another one, or that one itself. */
export function newestDescendant({ messages }: Conversation, ancestorId: string): string {
  const below = new Set([ancestorId]);
  for (const { id, reply_to } of messages) {
    if (reply_to !== null && below.has(reply_to)) below.add(id);
  }
  return [...below].at(-1) ?? ancestorId;
}
