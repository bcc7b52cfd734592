import type { ReactNode } from 'react';
import type { MessageFile } from '../protocol/index.ts';
import { pictureUrl } from './file-url.ts';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

export interface FileChipProps {
  readonly file: Readonly<MessageFile>;
  /** In bytes. */
  readonly size: number;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** A file in a line: a small picture or a sign, its name and its size. */
export function FileChip({ file, size, children }: FileChipProps) {
  const labels = useLabels();
  const url = pictureUrl(file);
  return (
    <>
      {url === undefined ? <Icon name="file" /> : <img className="chat-file-thumbnail" src={url} alt="" />}
      <span className="chat-one-line chat-file-name" title={file.name} dir="auto">
        {file.name}
      </span>
      <bdi className="chat-file-size">{labels.size(size)}</bdi>
      {children}
    </>
  );
}
