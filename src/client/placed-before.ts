import type { Conversation, MessageAdded, Subscribed } from '../protocol/index.ts';

/**
 * Which of the messages that the server has, and a conversation does not show, stand before what is held of it, as a frame tells that was
 * just applied: they will not be seen before earlier messages are loaded.
 */
export function placedBefore(frame: MessageAdded | Subscribed, conversation: Conversation, missing: readonly string[]): readonly string[] {
  if (frame.type === 'Subscribed') return conversation.has_earlier ? missing : [];
  return frame.sync_id <= conversation.cursor ? missing.filter((id) => id === frame.message.id) : [];
}
