import { useCallback, useEffect, useState } from 'react';
import { useChatFocus, type MessageOutline } from '../react/index.ts';
import type { QuestionEditor } from './question-editor.tsx';

/** What a question is edited in. */
export interface Editor {
  /** The field, while it is open. */
  readonly Field: typeof QuestionEditor | undefined;
  open(): void;
  /** Whoever edited goes on writing in the composer. */
  close(): void;
}

/** The editor of a message, which others can open by its id; only a question that the server has can be edited. */
export function useEditor(message: MessageOutline | undefined): Editor {
  const { composer, editors } = useChatFocus();
  const [edited, setEdited] = useState<Edited>();
  const id = message?.role === 'user' && message.delivery === 'sent' ? message.id : undefined;
  const open = useCallback(() => {
    if (id === undefined) return;
    // Where it cannot be had the question stays as it is, and the next click asks again.
    loadEditor().then(
      (Field) => setEdited({ id, Field }),
      () => undefined,
    );
  }, [id]);
  const close = useCallback(() => {
    setEdited(undefined);
    composer.current?.focus();
  }, [composer]);

  useEffect(() => {
    if (id === undefined) return undefined;
    loadEditor().catch(() => undefined);
    editors.set(id, open);
    return () => void editors.delete(id);
  }, [editors, id, open]);

  return { Field: edited?.id === id ? edited?.Field : undefined, open, close };
}

interface Edited {
  readonly id: string;
  readonly Field: typeof QuestionEditor;
}

/** Loaded behind the first question that can be edited: so it is there when it is wanted, also without a network. */
async function loadEditor(): Promise<typeof QuestionEditor> {
  return (await import('./question-editor.tsx')).QuestionEditor;
}
