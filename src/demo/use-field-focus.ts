import { useCallback, useEffect, useRef } from 'react';

/** Brings the focus to the text field of the next conversation that is shown. */
export function useFieldFocus(conversationId: string): () => void {
  const isWanted = useRef(false);
  useEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    document.querySelector<HTMLElement>('.chat-composer-field')?.focus();
  }, [conversationId]);
  return useCallback(() => {
    isWanted.current = true;
  }, []);
}
