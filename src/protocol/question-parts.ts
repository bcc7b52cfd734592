import { contentOf, type Message } from './conversation.ts';
import type { FilePart, MessageFile, WirePart } from './wire-message.ts';

/** What a person says at once: files, then words about them. */
export interface Question {
  readonly content: string;
  readonly files?: readonly MessageFile[] | undefined;
}

/** The parts that a question is stored with (R4.23). */
export function questionParts({ content, files = [] }: Question): WirePart[] {
  const attached = files.map(({ name, media_type, data }): FilePart => ({ type: 'file', name, media_type, size: base64Size(data), data }));
  return [...attached, { type: 'text', text: content }];
}

/** The files of a message, in order. */
export function filesOf(message: Pick<Message, 'parts'>): readonly Readonly<FilePart>[] {
  return message.parts.filter((part) => part.type === 'file');
}

/** Whether a stored question says the same, so that its id may come again (R4.9). */
export function isSameQuestion(stored: Message, { content, files = [] }: Question): boolean {
  if (stored.role !== 'user' || contentOf(stored) !== content) return false;
  const held = filesOf(stored);
  const isSame = (file: FilePart, other: MessageFile | undefined) =>
    file.name === other?.name && file.media_type === other.media_type && file.data === other.data;
  return held.length === files.length && held.every((file, place) => isSame(file, files[place]));
}

/** How many bytes base64 stands for. */
export function base64Size(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
