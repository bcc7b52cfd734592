import { ChatWindow } from '../index.ts';
import { Suggestions } from './suggestions.tsx';
import { useConversationHash } from './use-conversation-hash.ts';
import { useTheme } from './use-theme.ts';

const { protocol, host } = window.location;
const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;

/** The page of `dev` and `serve`: one conversation, named in the address, so that a reload and a second tab find it again. */
export function DemoPage() {
  const { conversationId, startConversation } = useConversationHash();
  const { theme, switchTheme } = useTheme();
  return (
    <div className="demo">
      <header className="demo-header">
        <h1 className="demo-name">react-chat-socket</h1>
        <button type="button" className="demo-button" onClick={startConversation}>
          New chat
        </button>
        <button type="button" className="demo-button" onClick={switchTheme}>
          {theme === 'dark' ? 'Light' : 'Dark'}
        </button>
      </header>
      <main className="demo-main">
        <ChatWindow url={url} conversationId={conversationId} useReasoning empty={<Suggestions />} />
      </main>
    </div>
  );
}
