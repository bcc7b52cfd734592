import { useCallback, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { draftsOf, type Draft } from '../client/index.ts';
import { useChatContext } from './chat-context.ts';

/** What is written in a conversation and not sent, and how to write on. */
export interface DraftState {
  readonly draft: Draft;
  /** Changes the draft; it is kept until it is empty, also beyond a reload of the page. */
  readonly setDraft: (change: (draft: Draft) => Draft) => void;
  /** The draft as it is now, for what goes on after a render. */
  readonly readDraft: () => Draft;
}

const blank: Draft = { content: '', files: [] };

const never = () => () => undefined;

/** The draft of the conversation. It belongs to a user: who takes another's place finds their own. */
export function useDraft(): DraftState {
  const { store, conversationId } = useChatContext('useDraft()');
  const { client } = store;
  const owner = `${useStore(store, (state) => state.userId) ?? ''} ${conversationId}`;
  const [shown, setShown] = useState({ client, owner, draft: draftsOf(client).get(conversationId) });
  const isOwn = shown.client === client && shown.owner === owner;
  const draft = isOwn ? shown.draft : draftsOf(client).get(conversationId);
  if (!isOwn) setShown({ client, owner, draft });

  const readDraft = useCallback(() => draftsOf(client).get(conversationId) ?? blank, [client, conversationId]);
  const setDraft = useCallback(
    (change: (draft: Draft) => Draft) => {
      const next = change(readDraft());
      draftsOf(client).set(conversationId, isBlank(next) ? undefined : next);
      setShown((before) => ({ ...before, draft: next }));
    },
    [client, conversationId, readDraft],
  );
  // A server that has rendered this knew nothing of what the tab keeps, and the page must begin as the server left it.
  const isOfPage = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return { draft: (isOfPage && draft) || blank, setDraft, readDraft };
}

function isBlank({ content, files, takenBack }: Draft): boolean {
  return content === '' && files.length === 0 && takenBack === undefined;
}
