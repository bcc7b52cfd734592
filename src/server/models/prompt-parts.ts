import type { FilePart, TextPart } from 'ai';
import type { MessageFile } from '../../protocol/index.ts';

/**
 * A file as a model is given it: images and PDFs as they are. What is text goes as text, under its name, for few providers take a file
 * of that kind and all can read.
 */
export function toFilePart({ name, media_type, data }: Readonly<MessageFile>): FilePart | TextPart {
  const isText = media_type.startsWith('text/') || media_type === 'application/json';
  if (!isText) return { type: 'file', mediaType: media_type, filename: name, data };
  return { type: 'text', text: `File ${JSON.stringify(name)} (${media_type}):\n\n${Buffer.from(data, 'base64').toString('utf8')}` };
}

/** The words of a question, if there are any: an empty text is refused by some providers. */
export function toTextPart(text: string): TextPart[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
