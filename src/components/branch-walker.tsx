import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { useBranches } from '../react/index.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useAnnounce } from './use-announce.ts';
import { useLabels } from './use-labels.ts';

export interface BranchWalkerProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly messageId: string;
}

/** Leads from branch to branch beside a message, and says which one is shown; nothing where there is only one. */
export const BranchWalker = forwardRef<HTMLDivElement, BranchWalkerProps>(function BranchWalker({ messageId, className, ...rest }, ref) {
  const labels = useLabels();
  const announce = useAnnounce();
  const { index, count, previous, next } = useBranches(messageId);
  if (count < 2) return null;
  // Disabled in words only: a button that is really disabled would lose the focus at the last branch.
  const step = (go: (() => void) | undefined, label: string, place: number) => ({
    label,
    'aria-disabled': go === undefined,
    onClick() {
      if (!go) return;
      go();
      announce(labels.version(place + 1, count));
    },
  });
  return (
    <div role="group" aria-label={labels.version(index + 1, count)} {...rest} ref={ref} className={classNames('chat-branches', className)}>
      <IconButton {...step(previous, labels.previousVersion, index - 1)} data-step="previous">
        <Icon name="chevron" />
      </IconButton>
      <span className="chat-branches-place" aria-hidden="true">
        {index + 1}/{count}
      </span>
      <IconButton {...step(next, labels.nextVersion, index + 1)} data-step="next">
        <Icon name="chevron" />
      </IconButton>
    </div>
  );
});
