import { useRef, type ChangeEvent } from 'react';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

interface AttachButtonProps {
  readonly accept: string | undefined;
  onFiles(files: readonly File[]): void;
}

/** Opens the browser's choice of files. */
export function AttachButton({ accept, onFiles }: AttachButtonProps) {
  const labels = useLabels();
  const input = useRef<HTMLInputElement>(null);
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(currentTarget.files ?? [])]);
    // So that the same file can be chosen again once it was removed.
    currentTarget.value = '';
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden accept={accept} onChange={onChange} />
      <IconButton className="chat-icon-button chat-composer-attach" label={labels.attach} onClick={() => input.current?.click()}>
        <Icon name="attach" />
      </IconButton>
    </>
  );
}
