import { useCallback, useState } from 'react';
import { ChatWindow, ThinkSwitch } from '../index.ts';
import { useAccount } from './use-account.ts';
import { Drawer } from './drawer.tsx';
import { PageIcon } from './page-icon.tsx';
import { Sidebar, type SidebarProps } from './sidebar.tsx';
import { Suggestions } from './suggestions.tsx';
import { useConversationHash } from './use-conversation-hash.ts';
import { useFieldFocus } from './use-field-focus.ts';
import { useTheme } from './use-theme.ts';
import { useWideScreen } from './use-wide-screen.ts';

const { protocol, host } = window.location;
const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;

/** The page of `dev` and `serve`: the conversations beside the one that the address names, so that a reload and a second tab find it again. */
export function DemoPage() {
  const { conversationId, openConversation, startConversation } = useConversationHash();
  const field = useFieldFocus();
  const { theme, switchTheme } = useTheme();
  const isWide = useWideScreen();
  const [useReasoning, setUseReasoning] = useState(true);
  const account = useAccount();
  const begin = useCallback(() => {
    field.want();
    startConversation();
  }, [field, startConversation]);
  const sidebar: SidebarProps = {
    url,
    conversationId,
    theme,
    account,
    onSelect: openConversation,
    onNew: begin,
    // The focus stays in the list, where the deletion can be undone.
    onCurrentDeleted: startConversation,
    onSwitchTheme: switchTheme,
  };

  return (
    <div className="demo">
      {isWide ? (
        <aside className="demo-aside">
          <Sidebar {...sidebar} />
        </aside>
      ) : (
        <header className="demo-header">
          <Drawer {...sidebar} />
          <h1 className="demo-name">react-chat-socket</h1>
          <button type="button" className="demo-icon-button" aria-label="New chat" onClick={begin}>
            <PageIcon name="new" />
          </button>
        </header>
      )}
      <main className="demo-main">
        <ChatWindow
          url={url}
          conversationId={conversationId}
          useReasoning={useReasoning}
          controls={<ThinkSwitch isOn={useReasoning} onChange={setUseReasoning} />}
          empty={<Suggestions onShown={field.onShown} />}
        />
      </main>
    </div>
  );
}
