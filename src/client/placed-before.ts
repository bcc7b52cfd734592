import { findMessage, type Conversation, type MessageAdded, type Subscribed } from '../protocol/index.ts';

/**
 * Which of the messages that the server has stand before what is held of their conversation, as a frame tells: they will not be seen in
 * it before earlier messages are loaded.
 */
export function placedBefore(frame: MessageAdded | Subscribed, conversation: Conversation, sent: readonly string[]): readonly string[] {
  const missing = sent.filter((id) => !findMessage(conversation, id));
  if (frame.type === 'Subscribed') return frame.messages && frame.has_earlier ? missing : [];
  return frame.sync_id <= conversation.cursor ? missing.filter((id) => id === frame.message.id) : [];
}
