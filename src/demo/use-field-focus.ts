import { useCallback, useEffect, useRef } from 'react';

/** Brings the focus to the text field of the next conversation that is shown. */
export function useFieldFocus(conversationId: string): () => void {
  const leaving = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (leaving.current === undefined || leaving.current === conversationId) return;
    leaving.current = undefined;
    document.querySelector<HTMLElement>('.chat-composer-field')?.focus();
  }, [conversationId]);
  return useCallback(() => {
    leaving.current = conversationId;
  }, [conversationId]);
}
