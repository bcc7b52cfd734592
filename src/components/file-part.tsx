import { forwardRef, memo, type ComponentPropsWithoutRef } from 'react';
import { filesOf, type FilePart, type Message } from '../protocol/index.ts';
import { classNames } from './class-names.ts';
import { FileChip } from './file-chip.tsx';
import { fileUrl, pictureUrl } from './file-url.ts';
import { useLabels } from './use-labels.ts';

export interface FilePartViewProps extends Omit<ComponentPropsWithoutRef<'a'>, 'children' | 'href' | 'download' | 'part'> {
  readonly part: Readonly<FilePart>;
}

/** A file of a message, as a picture or a line; it is saved at a press. */
export const FilePartView = memo(
  forwardRef<HTMLAnchorElement, FilePartViewProps>(function FilePartView({ part, className, ...rest }, ref) {
    const labels = useLabels();
    const picture = pictureUrl(part);
    return (
      <a
        {...rest}
        ref={ref}
        className={classNames('chat-file', className)}
        data-kind={picture === undefined ? 'file' : 'picture'}
        href={fileUrl(part)}
        download={part.name}
        aria-label={labels.download(part.name)}
      >
        {picture === undefined ? (
          <FileChip file={part} size={part.size} />
        ) : (
          <img className="chat-file-picture" src={picture} alt={part.name} />
        )}
      </a>
    );
  }),
);

export interface MessageFilesProps extends Omit<ComponentPropsWithoutRef<'ul'>, 'children'> {
  readonly message: Pick<Message, 'parts'>;
}

/** The files of a question, if it brought any. */
export const MessageFiles = forwardRef<HTMLUListElement, MessageFilesProps>(function MessageFiles({ message, className, ...rest }, ref) {
  const labels = useLabels();
  const files = filesOf(message);
  if (files.length === 0) return null;
  return (
    <ul aria-label={labels.files} {...rest} ref={ref} className={classNames('chat-files', className)}>
      {files.map((part, place) => (
        <li key={place}>
          <FilePartView part={part} />
        </li>
      ))}
    </ul>
  );
});
