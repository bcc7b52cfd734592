import { ConversationList } from '../index.ts';
import type { AccountState } from './account-api.ts';
import { Account } from './account.tsx';
import { PageIcon } from './page-icon.tsx';
import type { Theme } from './use-theme.ts';

export interface SidebarProps {
  readonly url: string;
  readonly conversationId: string;
  readonly theme: Theme;
  /** Who is signed in; undefined as long as that is not known. */
  readonly account: AccountState | undefined;
  readonly onSelect: (conversationId: string) => void;
  readonly onNew: () => void;
  readonly onCurrentDeleted: () => void;
  readonly onSwitchTheme: () => void;
  /** Closes the drawer that it is in. */
  readonly onClose?: () => void;
}

/** What stands beside the chat: the conversations, and the theme of the page. */
export function Sidebar({ theme, account, onSwitchTheme, onClose, ...list }: SidebarProps) {
  return (
    <div className="demo-sidebar">
      <div className="demo-brand">
        {onClose ? <h2 className="demo-name">Chats</h2> : <h1 className="demo-name">react-chat-socket</h1>}
        {onClose && (
          <button type="button" className="demo-icon-button" aria-label="Close" onClick={onClose}>
            <PageIcon name="close" />
          </button>
        )}
      </div>
      <ConversationList {...list} />
      <div className="demo-foot">
        <Account account={account} />
        <button type="button" className="demo-button" onClick={onSwitchTheme}>
          <PageIcon name={theme === 'dark' ? 'sun' : 'moon'} />
          {theme === 'dark' ? 'Light' : 'Dark'}
        </button>
      </div>
    </div>
  );
}
