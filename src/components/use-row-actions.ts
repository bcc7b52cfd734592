import { useCallback, useRef, useState } from 'react';
import type { ConversationsApi } from '../react/index.ts';
import type { RowActions } from './conversation-row.tsx';
import { useLayoutEffect } from './use-layout-effect.ts';
import type { RowFocus } from './use-row-focus.ts';

interface RowActionsOptions {
  readonly list: Pick<ConversationsApi, 'conversations' | 'rename' | 'remove' | 'restore'>;
  readonly conversationId: string | undefined;
  readonly onSelect: (conversationId: string) => void;
  readonly onCurrentDeleted: () => void;
  readonly focus: RowFocus;
}

/** A conversation that was deleted a moment ago. */
interface Removed {
  readonly id: string;
  readonly title: string;
  readonly wasCurrent: boolean;
}

/** What the rows of the list can do, and what is being done. */
interface RowActionsState {
  /** The same object from render to render. */
  readonly actions: RowActions;
  /** The conversation whose title is being written. */
  readonly editing: string | undefined;
  readonly removed: Removed | undefined;
  readonly undo: () => void;
  /** It is too late to undo. */
  readonly forget: () => void;
}

export function useRowActions({ list, conversationId, onSelect, onCurrentDeleted, focus }: RowActionsOptions): RowActionsState {
  const [editing, setEditing] = useState<string>();
  const [removed, setRemoved] = useState<Removed>();

  const current: RowActions = {
    open: onSelect,
    edit: setEditing,
    endEdit(id, title, { isByKey }) {
      setEditing(undefined);
      if (isByKey) focus.want(id);
      if (title !== undefined) list.rename(id, title);
    },
    remove(id) {
      const wasCurrent = id === conversationId;
      focus.leave(id);
      setRemoved({ id, title: list.conversations.find((conversation) => conversation.id === id)?.title ?? '', wasCurrent });
      list.remove(id);
      if (wasCurrent) onCurrentDeleted();
    },
  };
  const latest = useRef(current);
  useLayoutEffect(() => {
    latest.current = current;
  });
  const [actions] = useState<RowActions>(() => ({
    open: (id) => latest.current.open(id),
    edit: (id) => latest.current.edit(id),
    endEdit: (id, title, how) => latest.current.endEdit(id, title, how),
    remove: (id) => latest.current.remove(id),
  }));

  return {
    actions,
    editing,
    removed,
    undo() {
      if (!removed) return;
      setRemoved(undefined);
      list.restore(removed.id);
      focus.want(removed.id);
      if (removed.wasCurrent) onSelect(removed.id);
    },
    forget: useCallback(() => setRemoved(undefined), []),
  };
}
