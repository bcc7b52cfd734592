import { useCallback, useEffect, useState } from 'react';
import type { MessageOutline } from '../react/index.ts';
import { useChatFocus } from './use-chat-focus.ts';

/** Whether a question is being edited. */
export interface Editor {
  readonly isOpen: boolean;
  open(): void;
  /** Whoever edited goes on writing in the composer. */
  close(): void;
}

/** The editor of a message, which others can open by its id; only a question that the server has can be edited. */
export function useEditor(message: MessageOutline | undefined): Editor {
  const focus = useChatFocus();
  const [editedId, setEditedId] = useState<string>();
  const id = message?.role === 'user' && message.delivery === 'sent' ? message.id : undefined;
  const open = useCallback(() => setEditedId(id), [id]);
  const close = useCallback(() => {
    setEditedId(undefined);
    focus?.composer.current?.focus();
  }, [focus]);

  useEffect(() => {
    if (id === undefined || !focus) return undefined;
    focus.editors.set(id, open);
    return () => void focus.editors.delete(id);
  }, [focus, id, open]);

  return { isOpen: id !== undefined && editedId === id, open, close };
}
