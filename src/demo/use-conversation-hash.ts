import { useSyncExternalStore } from 'react';
import { v4 as uuid } from 'uuid';

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The conversation that the address names. An address that names none is given a new one, without an entry in the history. */
function conversationInHash(): string {
  const named = window.location.hash.slice(1);
  if (uuidForm.test(named)) return named;
  const made = uuid();
  window.history.replaceState(null, '', `#${made}`);
  return made;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function openConversation(conversationId: string): void {
  window.location.hash = conversationId;
}

function startConversation(): void {
  openConversation(uuid());
}

/** The conversation of this page, kept in its address; Back leads to the one before. */
export function useConversationHash() {
  return { conversationId: useSyncExternalStore(subscribe, conversationInHash), openConversation, startConversation };
}
