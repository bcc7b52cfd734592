import type { ReactNode } from 'react';
import type { MessageFile } from '../protocol/index.ts';
import { formatSize } from './format-size.ts';
import { Icon } from './icon.tsx';

export interface FileChipProps {
  readonly file: Readonly<MessageFile>;
  /** In bytes. */
  readonly size: number;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** A file in a line: a small picture or a sign, its name and its size. */
export function FileChip({ file, size, children }: FileChipProps) {
  const url = pictureUrl(file);
  return (
    <>
      {url === undefined ? <Icon name="file" /> : <img className="chat-file-thumbnail" src={url} alt="" />}
      <span className="chat-file-name" title={file.name} dir="auto">
        {file.name}
      </span>
      <span className="chat-file-size">{formatSize(size)}</span>
      {children}
    </>
  );
}

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
