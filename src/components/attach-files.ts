import { base64Size, type MessageFile } from '../protocol/index.ts';
import { attachmentLimits, type AttachmentOptions } from './attachment-options.ts';
import type { WindowLabels } from './labels.ts';

/** Why a file was not taken. */
type Refusal =
  | { readonly reason: 'kind' | 'unreadable' }
  /** `limit`: the most bytes of all files, or the most files. */
  | { readonly reason: 'size' | 'count'; readonly limit: number };

/** What became of files that were to be attached: each of them is in one of the two lists. */
export interface Attached {
  readonly files: readonly MessageFile[];
  /** Why others were not taken, in words. */
  readonly refused: readonly string[];
}

/** What files are attached to, and how. */
export interface AttachTo {
  /** What the message has already. */
  readonly held: readonly MessageFile[];
  readonly options: AttachmentOptions;
  /** How many bytes the message may have, whatever the options say. */
  readonly messageRoom: number;
  readonly labels: WindowLabels;
}

/** What a server takes (R4.22). */
const everything = 'image/png,image/jpeg,image/gif,image/webp,application/pdf,application/json,text/*';

/** From this size on, in bytes, a picture is made smaller: a model sees no more in it, and others have to fit beside it. */
const largePicture = 128 * 1024;

/** Reads files into what a message carries, beside those that it has. Pictures that are too large are made smaller where the browser can. */
export async function attachFiles(files: readonly File[], { held, options, messageRoom, labels }: AttachTo): Promise<Attached> {
  const { accept = everything } = options;
  const maxFiles = Math.min(options.maxFiles ?? Infinity, attachmentLimits.maxFiles);
  const maxBytes = Math.min(options.maxBytes ?? attachmentLimits.maxBytes, base64Room(messageRoom));
  let room = maxBytes - held.reduce((sum, { data }) => sum + base64Size(data), 0);
  const taken: MessageFile[] = [];
  const refused: string[] = [];

  async function read(file: File, name: string): Promise<MessageFile | Refusal> {
    const mediaType = await mediaTypeOf(file);
    if (!matches(everything, mediaType) || !matches(accept, mediaType)) return { reason: 'kind' };
    if (held.length + taken.length >= maxFiles) return { reason: 'count', limit: maxFiles };
    const smaller = isLargePicture(file, mediaType) ? await shrink(file, room) : undefined;
    const blob = smaller ?? file;
    if (blob.size > room) return { reason: 'size', limit: maxBytes };
    const data = await toBase64(blob);
    return smaller ? { name: `${name.replace(/\.\w+$/, '')}.webp`, media_type: smaller.type, data } : { name, media_type: mediaType, data };
  }

  for (const file of files) {
    const name = file.name.slice(0, 195) || 'file';
    const outcome = await read(file, name).catch((): Refusal => ({ reason: 'unreadable' }));
    if ('reason' in outcome) {
      refused.push(textOf(outcome, name, labels));
      continue;
    }
    taken.push(outcome);
    room -= base64Size(outcome.data);
  }
  return { files: taken, refused };
}

function textOf(refusal: Refusal, name: string, labels: WindowLabels): string {
  if (refusal.reason === 'count') return labels.tooManyFiles(name, refusal.limit);
  if (refusal.reason === 'size') return labels.fileTooLarge(name, labels.size(refusal.limit));
  return refusal.reason === 'kind' ? labels.fileKind(name) : labels.fileUnreadable(name);
}

/** How many bytes fit into that many letters of base64. */
function base64Room(letters: number): number {
  return Math.max(0, Math.floor((letters * 3) / 4));
}

/** One that moves would stand still. */
function isLargePicture({ size }: File, mediaType: string): boolean {
  return size > largePicture && mediaType.startsWith('image/') && mediaType !== 'image/gif';
}

/** Undefined where the browser cannot: then the picture goes as it is, if there is room. */
async function shrink(file: File, room: number): Promise<Blob | undefined> {
  try {
    const { shrinkPicture } = await import('./shrink-picture.ts');
    return await shrinkPicture(file, Math.min(room, largePicture));
  } catch {
    return undefined;
  }
}

/** As the browser names it; what it does not know, or knows by another name, is text if it reads as text. */
async function mediaTypeOf(file: File): Promise<string> {
  const named = file.type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (matches(everything, named) || !(await isText(file))) return named;
  return 'text/plain';
}

async function isText(file: File): Promise<boolean> {
  try {
    const start = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
    return !new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true }).includes('\0');
  } catch {
    return false;
  }
}

function matches(accept: string, mediaType: string): boolean {
  return accept.split(',').some((entry) => {
    const kind = entry.trim().toLowerCase();
    return kind.endsWith('/*') ? mediaType.startsWith(kind.slice(0, -1)) : kind === mediaType;
  });
}

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file could not be read.')));
    reader.readAsDataURL(blob);
  });
}
