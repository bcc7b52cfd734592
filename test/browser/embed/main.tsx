import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../src/components/styles.css';
import { ChatWindow } from '../../../src/index.ts';

const { searchParams } = new URL(window.location.href);
const url = searchParams.get('server') ?? '';
const conversationId = searchParams.get('conversation') ?? undefined;
const root = document.querySelector<HTMLElement>('#root');

/** A page of somebody else: it can take the chat away, and says how often its effects have run. */
function Page() {
  const [isOpen, setIsOpen] = useState(true);
  useEffect(() => {
    if (root) root.dataset['effects'] = String(Number(root.dataset['effects'] ?? 0) + 1);
  }, []);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Leave the chat' : 'Open the chat'}
      </button>
      {isOpen && <ChatWindow url={url} conversationId={conversationId} />}
    </>
  );
}

if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
