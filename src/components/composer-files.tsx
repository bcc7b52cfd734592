import { base64Size, type MessageFile } from '../protocol/index.ts';
import { FileChip } from './file-chip.tsx';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

interface ComposerFilesProps {
  readonly files: readonly MessageFile[];
  /** Names of those that are still being read. */
  readonly reading: readonly string[];
  onRemove(place: number): void;
}

/** The files that are to be sent. */
export function ComposerFiles({ files, reading, onRemove }: ComposerFilesProps) {
  const labels = useLabels();
  if (files.length + reading.length === 0) return null;
  return (
    <ul className="chat-composer-files" aria-label={labels.files}>
      {files.map((file, place) => (
        <li key={place} className="chat-file" data-kind="file">
          <FileChip file={file} size={base64Size(file.data)}>
            <IconButton label={labels.removeFile(file.name)} onClick={() => onRemove(place)}>
              <Icon name="remove" />
            </IconButton>
          </FileChip>
        </li>
      ))}
      {reading.map((name, place) => (
        <li key={files.length + place} className="chat-file" data-kind="file" data-state="reading">
          <Icon name="file" />
          <span className="chat-one-line chat-file-name" role="status" dir="auto">
            {labels.readingFile(name)}
          </span>
        </li>
      ))}
    </ul>
  );
}
