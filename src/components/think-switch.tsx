import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';

export interface ThinkSwitchProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'onChange'> {
  /** Whether answers are asked for with reasoning: the `useReasoning` of the chat. */
  readonly isOn: boolean;
  /** The writer wants it the other way. */
  readonly onChange: (isOn: boolean) => void;
}

/** Whether the model thinks before it answers, for the `controls` of a composer. */
export const ThinkSwitch = forwardRef<HTMLButtonElement, ThinkSwitchProps>(function ThinkSwitch(
  { isOn, onChange, onClick, className, ...rest },
  ref,
) {
  const labels = useLabels();
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      role="switch"
      aria-checked={isOn}
      className={classNames('chat-think', className)}
      onClick={(event) => {
        onClick?.(event);
        onChange(!isOn);
      }}
    >
      <Icon name="think" path="M9.5 18.5h5M10.5 21h3M8.8 15.5a5.8 5.8 0 1 1 6.4 0c-.5.4-.7 1-.7 1.7h-5c0-.7-.2-1.3-.7-1.7z" />
      {labels.think}
    </button>
  );
});
