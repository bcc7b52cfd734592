import { useMemo, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { RowActions } from './conversation-row.tsx';
import { useLayoutEffect } from './use-layout-effect.ts';

/** The focus on its way through the rows of the list. */
export interface RowFocus {
  /** Brings the focus to a row, as soon as that is there. */
  readonly want: (id: string | undefined) => void;
  /** The focus comes into the rows, or goes. */
  readonly note: (event: FocusEvent) => void;
  /** A row goes away: if the focus is in it, it moves on to the next one. */
  readonly leave: (id: string) => void;
  /** Arrows, Home and End move; F2 renames and Delete deletes. Enter is the button's own. */
  readonly press: (event: KeyboardEvent, actions: Pick<RowActions, 'edit' | 'remove'>) => void;
}

/** @param rows the element that the rows are in; `fallback` has the focus where no row can have it. */
export function useRowFocus(rows: RefObject<HTMLElement | null>, fallback: RefObject<HTMLElement | null>): RowFocus {
  const wanted = useRef<string | undefined>(undefined);

  /** React tells of no blur where what has the focus goes away, so it stays true. */
  const isIn = useRef(false);

  useLayoutEffect(() => {
    const at = document.activeElement;
    const isLost = at === document.body;
    // Whoever has gone elsewhere meanwhile is not brought back.
    if (!isLost && at !== fallback.current) wanted.current = undefined;
    const row = wanted.current === undefined ? undefined : linksIn(rows.current).find((link) => idOf(link) === wanted.current);
    if (row) {
      wanted.current = undefined;
      row.focus();
    } else if (isLost && (isIn.current || wanted.current !== undefined)) {
      isIn.current = false;
      fallback.current?.focus();
    }
  });

  return useMemo(
    () => ({
      want(id) {
        wanted.current = id;
      },
      note({ type }) {
        isIn.current = type === 'focus';
      },
      leave(id) {
        const links = linksIn(rows.current);
        const place = links.findIndex((link) => idOf(link) === id);
        if (!rowOf(links[place])?.contains(document.activeElement)) return;
        const next = links[place + 1] ?? links[place - 1] ?? fallback.current;
        next?.focus();
      },
      press(event, { edit, remove }) {
        const link = rowOf(event.target)?.querySelector<HTMLElement>(linkSelector);
        const id = link ? idOf(link) : undefined;
        if (!link || id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        const links = linksIn(rows.current);
        const place = links.indexOf(link);
        const targets = new Map([
          ['ArrowDown', links[place + 1]],
          ['ArrowUp', links[place - 1]],
          ['Home', links[0]],
          ['End', links.at(-1)],
        ]);
        if (targets.has(event.key)) targets.get(event.key)?.focus();
        else if (event.key === 'F2') edit(id);
        else if (event.key === 'Delete') remove(id);
        else return;
        event.preventDefault();
      },
    }),
    [rows, fallback],
  );
}

const linkSelector = '.chat-conversation-link';

function linksIn(rows: HTMLElement | null): HTMLElement[] {
  return [...(rows?.querySelectorAll<HTMLElement>(linkSelector) ?? [])];
}

function rowOf(target: EventTarget | null | undefined): HTMLElement | null {
  return target instanceof Element ? target.closest('li') : null;
}

function idOf(link: HTMLElement): string | undefined {
  return rowOf(link)?.dataset['id'];
}
