import { base64Size, type MessageFile } from '../protocol/index.ts';
import { attachmentLimits, type AttachmentOptions } from './attachment-options.ts';

/** Why a file was not taken. */
export interface RefusedFile {
  readonly name: string;
  readonly reason: 'kind' | 'size' | 'count' | 'unreadable';
}

/** What became of files that were to be attached: all of them are in one of the two lists. */
export interface Attached {
  readonly files: readonly MessageFile[];
  readonly refused: readonly RefusedFile[];
}

/** What a server takes (R4.22). */
const everything = 'image/png,image/jpeg,image/gif,image/webp,application/pdf,application/json,text/*';

/** From this size on, in bytes, a picture is made smaller: a model sees no more in it, and others have to fit beside it. */
const largePicture = 128 * 1024;

/** Reads files into what a message carries, beside those that it has. Pictures that are too large are made smaller where the browser can. */
export async function attachFiles(files: readonly File[], held: readonly MessageFile[], options: AttachmentOptions): Promise<Attached> {
  const { accept = everything, maxFiles = Infinity, maxBytes = attachmentLimits.maxBytes } = options;
  const most = Math.min(maxFiles, attachmentLimits.maxFiles) - held.length;
  let room = maxBytes - held.reduce((sum, { data }) => sum + base64Size(data), 0);
  const taken: MessageFile[] = [];
  const refused: RefusedFile[] = [];

  async function read(file: File, name: string): Promise<MessageFile | RefusedFile['reason']> {
    const mediaType = await mediaTypeOf(file);
    if (!matches(everything, mediaType) || !matches(accept, mediaType)) return 'kind';
    if (taken.length >= most) return 'count';
    const smaller = isLargePicture(file, mediaType) ? await shrink(file, room) : undefined;
    const blob = smaller ?? file;
    if (blob.size > room) return 'size';
    const data = await toBase64(blob);
    return smaller ? { name: `${name.replace(/\.\w+$/, '')}.webp`, media_type: smaller.type, data } : { name, media_type: mediaType, data };
  }

  for (const file of files) {
    const name = file.name.slice(0, 195) || 'file';
    const outcome = await read(file, name).catch(() => 'unreadable' as const);
    if (typeof outcome === 'string') {
      refused.push({ name, reason: outcome });
      continue;
    }
    taken.push(outcome);
    room -= base64Size(outcome.data);
  }
  return { files: taken, refused };
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
