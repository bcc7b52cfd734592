import { useCallback, useRef, type RefObject } from 'react';

/** A `ref` for a button that may go away while it has the focus: another element has it then, and the keyboard does not begin anew. */
export function useFocusHeir(heir: RefObject<HTMLElement | null>): (button: HTMLElement | null) => void {
  const last = useRef<HTMLElement | null>(null);
  return useCallback(
    (button) => {
      // Called before it leaves the document.
      if (!button && last.current?.matches(':focus')) heir.current?.focus({ preventScroll: true });
      last.current = button;
    },
    [heir],
  );
}
