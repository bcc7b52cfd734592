import { forwardRef, useEffect, useState, type ComponentPropsWithoutRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useAnnounce } from './use-announce.ts';
import { useLabels } from './use-labels.ts';

export interface CopyButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'onClick'> {
  /** What it copies; a function is asked when it is pressed. */
  readonly text: string | (() => string);
  /** What pressing it copies, in words. */
  readonly label: string;
}

/** How long the button says how it went, in ms. */
const outcomeMs = 2000;

/** Copies a text, and says whether that went well: on itself and aloud. */
export const CopyButton = forwardRef<HTMLButtonElement, CopyButtonProps>(function CopyButton({ text, label, className, ...rest }, ref) {
  const labels = useLabels();
  const announce = useAnnounce();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), outcomeMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const tell = (how: 'copied' | 'failed') => {
    setOutcome(how);
    announce(how === 'copied' ? labels.copied : labels.copyFailed);
  };

  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      ref={ref}
      className={classNames('chat-icon-button', className)}
      data-state={outcome}
      onClick={() => {
        writeClipboard(typeof text === 'string' ? text : text()).then(
          () => tell('copied'),
          () => tell('failed'),
        );
      }}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {outcome && <span className="chat-icon-button-outcome">{outcome === 'copied' ? labels.copied : labels.copyFailed}</span>}
    </button>
  );
});

/** Rejects where there is no clipboard too: a page without https has none. */
async function writeClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
