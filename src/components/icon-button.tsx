import type { ComponentPropsWithoutRef } from 'react';

interface IconButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** What it does, in words: its name, and its tooltip. */
  readonly label: string;
}

/** A button that shows no words but a sign, its children. */
export function IconButton({ label, className = 'chat-icon-button', ...rest }: IconButtonProps) {
  return <button type="button" className={className} aria-label={label} title={label} {...rest} />;
}
