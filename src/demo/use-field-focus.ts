import { useMemo, useRef } from 'react';

/** Brings the focus to the text field of a conversation that somebody has begun, as soon as that is shown. */
export function useFieldFocus(): { readonly want: () => void; readonly onShown: () => void } {
  const isWanted = useRef(false);
  return useMemo(
    () => ({
      want() {
        isWanted.current = true;
      },
      onShown() {
        if (isWanted.current) document.querySelector<HTMLElement>('.chat-composer-field')?.focus();
        isWanted.current = false;
      },
    }),
    [],
  );
}
