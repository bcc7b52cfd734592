import { useRef, useState } from 'react';
import { useIsSentHere, useQueuedIds } from '../react/index.ts';
import type { Turn } from './group-turns.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import type { StickToBottom } from './use-stick-to-bottom.ts';

/** How much of the window a question takes at most, so that there is room for its answer. */
const questionShare = 0.4;

/** What is left free above the question, in pixels. */
const insetPx = 16;

/**
 * Whoever sends something sees it at the top of the list, with room below it: the answer grows into that, and nothing that is being read
 * moves. Returns whether the last turn is to have that room, which stays with it whichever of its branches is shown. What waited in the queue
 * takes nobody away who reads something else.
 */
export function useOwnTurn(turn: Turn | undefined, { viewportRef, contentRef, isAtEnd, scrollTo }: StickToBottom): boolean {
  const isSentHere = useIsSentHere();
  const queuedIds = useQueuedIds();
  const waited = useRef<ReadonlySet<string>>(new Set());
  const seen = useRef(new Set<string>());
  const [own, setOwn] = useState<{ readonly id: string; readonly turnKey: string }>();
  const newest = turn?.messageIds.findLast(isSentHere);
  const hasRoom = own !== undefined && (own.id === newest || own.turnKey === turn?.key);

  useLayoutEffect(() => {
    // One that was seen is shown again: the reader walks from branch to branch.
    if (!turn || newest === undefined || seen.current.has(newest)) return;
    seen.current.add(newest);
    const isTakenAway = waited.current.has(newest) && !isAtEnd;
    if (!isTakenAway) setOwn({ id: newest, turnKey: turn.key });
    // oxlint-disable-next-line react/exhaustive-deps -- where the reader is counts at the moment the message comes
  }, [newest]);

  useLayoutEffect(() => {
    if (queuedIds.length > 0) waited.current = new Set(queuedIds);
  }, [queuedIds]);

  useLayoutEffect(() => {
    const viewport = viewportRef.current;
    const content = contentRef.current;
    const element = content?.querySelector<HTMLElement>('[data-room]');
    if (!own || !viewport || !content || !element) return undefined;
    const top = reserveRoom(element, viewport);
    scrollTo(viewport.scrollTop + top - viewport.getBoundingClientRect().top - insetPx);
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => void reserveRoom(element, viewport));
    observer.observe(viewport);
    const release = holdPlace(element, viewport, content, scrollTo);
    return () => {
      observer.disconnect();
      release();
    };
  }, [own, viewportRef, contentRef, scrollTo]);

  return hasRoom;
}

/** Holds a turn where it has come to stand: what is above it gets its height only as it comes near. Whoever scrolls has it let go. */
function holdPlace(turn: HTMLElement, viewport: HTMLElement, content: HTMLElement, scrollTo: (top: number) => void): () => void {
  const place = turn.getBoundingClientRect().top;
  let held = viewport.scrollTop;
  const observer = new ResizeObserver(() => {
    if (viewport.scrollTop !== held) return observer.disconnect();
    const moved = turn.getBoundingClientRect().top - place;
    if (Math.abs(moved) < 1) return;
    scrollTo(held + moved);
    held = viewport.scrollTop;
  });
  observer.observe(content);
  return () => observer.disconnect();
}

/** Makes a turn as high as the window, and says what of it is to stand at the top: all of it, unless the question leaves too little room. */
function reserveRoom(turn: HTMLElement, viewport: HTMLElement): number {
  const { top, height } = turn.firstElementChild?.getBoundingClientRect() ?? turn.getBoundingClientRect();
  const hidden = Math.max(0, height - viewport.clientHeight * questionShare);
  turn.style.setProperty('--chat-room', `${viewport.clientHeight + hidden - insetPx}px`);
  return top + hidden;
}
