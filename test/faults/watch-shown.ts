import { contentOf, reasoningOf } from '../../src/protocol/index.ts';
import type { Tab } from './tab.ts';

/**
 * Looks at every change of a tab: what it showed once it goes on showing, and more, in the same place of the same message. The returned
 * function tells what did not hold.
 */
export function watchShown(tab: Tab): () => readonly string[] {
  const longest = new Map<string, { content: string; reasoning: string }>();
  const cursors = new Map<string, number>();
  const complaints: string[] = [];

  tab.client.subscribe((change) => {
    if (change.type !== 'conversation') return;
    const conversation = tab.client.conversation(change.conversationId)?.conversation;
    if (!conversation) return;
    const before = cursors.get(conversation.id) ?? 0;
    if (conversation.cursor < before) complaints.push(`the cursor went back from ${before} to ${conversation.cursor}`);
    cursors.set(conversation.id, conversation.cursor);
    for (const message of conversation.messages.filter(({ id }) => change.messageIds.has(id))) {
      const now = { content: contentOf(message), reasoning: reasoningOf(message) };
      const once = longest.get(message.id) ?? { content: '', reasoning: '' };
      const isKept = now.content.startsWith(once.content) && now.reasoning.startsWith(once.reasoning);
      if (!isKept) complaints.push(`of ${message.id} "${once.content}" was shown, and then "${now.content}"`);
      longest.set(message.id, now);
    }
  });
  return () => complaints;
}
