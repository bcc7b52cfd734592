import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

/** The way back to the end of the list; give it `hidden` while the reader is there. */
export const ScrollToLatest = forwardRef<HTMLButtonElement, ComponentPropsWithoutRef<'button'>>(function ScrollToLatest(
  { className, ...rest },
  ref,
) {
  const labels = useLabels();
  return (
    <button
      type="button"
      aria-label={labels.scrollToLatest}
      title={labels.scrollToLatest}
      {...rest}
      ref={ref}
      className={classNames('chat-scroll-to-latest', className)}
    >
      <Icon name="down" />
    </button>
  );
});
