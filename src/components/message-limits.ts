import type { Written } from '../client/index.ts';
import type { MessageFile } from '../protocol/index.ts';
import type { WindowLabels } from './labels.ts';

/** The most bytes of text in a message (R8.3). */
const maxContentBytes = 256 * 1024;

/** The most bytes of a frame, until the server has said how many it takes (R8.1). */
const usualFrameBytes = 512 * 1024;

/** What stands in the frame of a message beside text and files has fewer bytes. */
const restOfFrame = 1024;

/** How many bytes of text and files go into one message. */
export function roomOfMessage(maxFrameBytes = usualFrameBytes): number {
  return maxFrameBytes - restOfFrame;
}

/** What of a draft is too much for the room of a message, in words for its writer. */
export function excessOf({ content, files }: Written, room: number, labels: WindowLabels): string | undefined {
  const roomForText = files.reduce((left, file) => left - bytesOfFile(file), room);
  // Nothing is measured that is short however it is encoded.
  if (content.length * 6 <= Math.min(roomForText, maxContentBytes)) return undefined;
  if (bytesOf(content) > maxContentBytes) return labels.messageTooLong(labels.size(maxContentBytes));
  if (bytesOf(JSON.stringify(content)) <= roomForText) return undefined;
  return files.length > 0 ? labels.messageTooLarge : labels.messageTooLong(labels.size(room));
}

function bytesOfFile({ data, ...about }: MessageFile): number {
  return data.length + bytesOf(JSON.stringify(about));
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
