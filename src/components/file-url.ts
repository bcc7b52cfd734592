import type { MessageFile } from '../protocol/index.ts';

/** Where the bytes of a picture are; undefined for any other file, which is never shown. */
export function pictureUrl(file: Readonly<MessageFile>): string | undefined {
  return /^image\/(png|jpeg|gif|webp)$/.test(file.media_type) ? fileUrl(file) : undefined;
}

const urls = new WeakMap<Readonly<MessageFile>, string>();

/** Where the bytes of a file are, for a picture or a download; made once, as they may be many. */
export function fileUrl(file: Readonly<MessageFile>): string {
  const url = urls.get(file) ?? `data:${file.media_type};base64,${file.data}`;
  urls.set(file, url);
  return url;
}
