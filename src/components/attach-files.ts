import type { MessageFile } from '../protocol/index.ts';
import { attachmentLimits, type AttachmentOptions } from './attachment-options.ts';

/** Why a file was not taken. */
export interface RefusedFile {
  readonly name: string;
  readonly reason: 'kind' | 'size' | 'count';
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
  const { accept = everything, maxFiles, maxBytes = attachmentLimits.maxBytes } = options;
  const most = Math.min(maxFiles ?? attachmentLimits.maxFiles, attachmentLimits.maxFiles);
  const taken: MessageFile[] = [];
  const refused: RefusedFile[] = [];
  let room = maxBytes - held.reduce((sum, { data }) => sum + (data.length / 4) * 3, 0);
  for (const file of files) {
    const name = file.name.slice(0, 200) || 'file';
    const media_type = await mediaTypeOf(file);
    if (!matches(everything, media_type) || !matches(accept, media_type)) refused.push({ name, reason: 'kind' });
    else if (held.length + taken.length >= most) refused.push({ name, reason: 'count' });
    else {
      const blob = await fit(file, media_type, room);
      if (!blob) refused.push({ name, reason: 'size' });
      else {
        room -= blob.size;
        taken.push({ name, media_type: blob.type === 'image/webp' ? blob.type : media_type, data: await toBase64(blob) });
      }
    }
  }
  return { files: taken, refused };
}

async function fit(file: File, mediaType: string, room: number): Promise<Blob | undefined> {
  const isPicture = mediaType.startsWith('image/') && mediaType !== 'image/gif';
  if (file.size <= room && !(isPicture && file.size > largePicture)) return file;
  if (!isPicture) return undefined;
  const { shrinkPicture } = await import('./shrink-picture.ts');
  const smaller = await shrinkPicture(file, Math.min(room, largePicture)).catch(() => undefined);
  if (smaller) return smaller;
  return file.size <= room ? file : undefined;
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
