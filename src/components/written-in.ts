import type { Written } from '../client/index.ts';
import { filesOf } from '../protocol/index.ts';
import type { ChatMessage } from '../store/index.ts';

/** What somebody wrote in a message, to be written on. */
export function writtenIn(message: ChatMessage): Written {
  return { content: message.content, files: filesOf(message).map(({ name, media_type, data }) => ({ name, media_type, data })) };
}
