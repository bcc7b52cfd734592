import { memo } from 'react';
import type { ConversationSummary } from '../protocol/index.ts';
import { ConversationRename } from './conversation-rename.tsx';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useDisclosure } from './use-disclosure.ts';
import { useSideLabels } from './use-side-labels.ts';

/** What can be done with a row. */
export interface RowActions {
  readonly open: (id: string) => void;
  readonly edit: (id: string) => void;
  readonly endEdit: (id: string, title: string | undefined, how: { readonly isByKey: boolean }) => void;
  readonly remove: (id: string) => void;
}

interface ConversationRowProps {
  readonly conversation: ConversationSummary;
  readonly isCurrent: boolean;
  /** Whether the Tab key stops here. */
  readonly isActive: boolean;
  readonly isEditing: boolean;
  readonly actions: RowActions;
}

/** One conversation of the list: its title, what happens in it, and what can be done with it. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  isCurrent,
  isActive,
  isEditing,
  actions,
}: ConversationRowProps) {
  const labels = useSideLabels();
  const { isOpen, buttonProps, panelProps } = useDisclosure(false);
  const { id, status } = conversation;
  const title = conversation.title || labels.untitled;
  const tabIndex = isActive ? 0 : -1;

  if (isEditing) {
    return (
      <li className="chat-conversation" data-id={id} data-state="editing">
        <ConversationRename title={conversation.title} onEnd={(written, how) => actions.endEdit(id, written, how)} />
      </li>
    );
  }

  return (
    <li className="chat-conversation" data-id={id} data-state={status} data-open={isOpen || undefined}>
      <button
        type="button"
        className="chat-conversation-link"
        tabIndex={tabIndex}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => actions.open(id)}
      >
        <span className="chat-one-line chat-conversation-title" dir="auto" title={title}>
          {title}
        </span>
        {status !== 'idle' && (
          <span className="chat-conversation-dot">
            <span className="chat-visually-hidden">
              , {status === 'answering' ? labels.conversationAnswering : labels.conversationAwaiting}
            </span>
          </span>
        )}
      </button>
      <IconButton
        {...buttonProps}
        className="chat-icon-button chat-conversation-more"
        label={labels.conversationActions(title)}
        tabIndex={tabIndex}
      >
        <Icon name="more" path="M6 12v.01M12 12v.01M18 12v.01" />
      </IconButton>
      {/* A row that is pointed at shows them, open or not. */}
      <span id={panelProps.id} className="chat-conversation-actions">
        <IconButton label={labels.renameConversation(title)} title={labels.rename} tabIndex={tabIndex} onClick={() => actions.edit(id)}>
          <Icon name="edit" />
        </IconButton>
        <IconButton label={labels.deleteConversation(title)} title={labels.delete} tabIndex={tabIndex} onClick={() => actions.remove(id)}>
          <Icon name="delete" path="M5 7h14M10 4h4M7 7l.8 12.5h8.4L17 7M10.5 10.5v6m3-6v6" />
        </IconButton>
      </span>
    </li>
  );
});
