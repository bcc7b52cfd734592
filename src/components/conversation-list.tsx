import { forwardRef, useMemo, useRef, useState, type ComponentPropsWithoutRef } from 'react';
import { useClock, useConversations, type ConversationsApi, type ConversationsOptions } from '../react/index.ts';
import { classNames } from './class-names.ts';
import { ConversationRow } from './conversation-row.tsx';
import { ConversationsState } from './conversations-state.tsx';
import { groupConversations } from './group-conversations.ts';
import { Icon } from './icon.tsx';
import type { ChatLabels } from './labels.ts';
import { LabelsProvider } from './labels-provider.tsx';
import { searchTitles } from './search-titles.ts';
import { UndoNotice } from './undo-notice.tsx';
import { useSideLabels } from './use-side-labels.ts';
import { useRowActions } from './use-row-actions.ts';
import { useRowFocus } from './use-row-focus.ts';

export interface ConversationListProps extends ConversationsOptions, Omit<ComponentPropsWithoutRef<'nav'>, 'children' | 'onSelect'> {
  /** The conversation that is shown. */
  readonly conversationId?: string | undefined;
  /** A conversation is to be shown. */
  readonly onSelect: (conversationId: string) => void;
  /** A new conversation is to be begun. It comes into the list with its first question. */
  readonly onNew: () => void;
  /** The conversation that is shown was deleted, which can still be undone: something else is to be shown. @default as `onNew` */
  readonly onCurrentDeleted?: (() => void) | undefined;
  /** Other words than the English ones. Keep the object from render to render. */
  readonly labels?: Partial<ChatLabels>;
}

/** The user's conversations, the same in all tabs and on all devices: to find, open, begin, rename and delete them. */
export const ConversationList = forwardRef<HTMLElement, ConversationListProps>(function ConversationList(
  { url, identity, getToken, registry, labels, ...frame },
  ref,
) {
  const list = useConversations({ url, identity, getToken, registry });
  return (
    <LabelsProvider labels={labels}>
      <Frame {...frame} list={list} ref={ref} />
    </LabelsProvider>
  );
});

type FrameProps = Omit<ConversationListProps, keyof ConversationsOptions | 'labels'> & { readonly list: ConversationsApi };

const minuteMs = 60_000;

const Frame = forwardRef<HTMLElement, FrameProps>(function Frame(
  { list, conversationId, onSelect, onNew, onCurrentDeleted = onNew, className, ...rest },
  ref,
) {
  const labels = useSideLabels();
  const [query, setQuery] = useState('');
  const rows = useRef<HTMLDivElement>(null);
  const newButton = useRef<HTMLButtonElement>(null);
  const focus = useRowFocus(rows, newButton);
  const { actions, editing, removed, undo, forget } = useRowActions({ list, conversationId, onSelect, onCurrentDeleted, focus });
  const found = useMemo(() => searchTitles(list.conversations, query), [list.conversations, query]);
  const [focused, setFocused] = useState<string>();
  const active = [focused, conversationId].find((id) => found.some((conversation) => conversation.id === id)) ?? found[0]?.id;
  const now = useClock(list.serverNow, minuteMs, true);

  return (
    <nav aria-label={labels.conversations} {...rest} ref={ref} className={classNames('chat-conversations', className)}>
      <div className="chat-conversations-head">
        <button ref={newButton} type="button" className="chat-conversations-new" onClick={onNew}>
          <Icon name="edit" />
          {labels.newConversation}
        </button>
        <label className="chat-conversations-search">
          <Icon name="search" path="M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zm4.5 10.5 4.5 4.5" />
          <input
            type="search"
            dir={query === '' ? undefined : 'auto'}
            aria-label={labels.searchConversations}
            placeholder={labels.searchConversations}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
      </div>
      <div
        ref={rows}
        role="presentation"
        className="chat-conversations-rows"
        onKeyDown={(event) => focus.press(event, actions)}
        onBlur={focus.note}
        onFocus={(event) => {
          focus.note(event);
          setFocused(event.target.closest('li')?.dataset['id']);
        }}
      >
        {groupConversations(found, now).map(({ period, conversations }) => (
          <section key={period} className="chat-conversations-group" aria-label={labels.period(period)}>
            <h2 className="chat-conversations-period">{labels.period(period)}</h2>
            <ul className="chat-conversations-list">
              {conversations.map((conversation) => (
                <ConversationRow
                  key={conversation.id}
                  conversation={conversation}
                  isCurrent={conversation.id === conversationId}
                  isActive={conversation.id === active}
                  isEditing={conversation.id === editing}
                  actions={actions}
                />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <ConversationsState list={list} isSearch={query.trim() !== ''} />}
      </div>
      <UndoNotice
        id={removed?.id}
        text={removed && labels.conversationDeleted(removed.title || labels.untitled)}
        onUndo={undo}
        onGone={forget}
      />
    </nav>
  );
});
