import { useRef } from 'react';
import { useLayoutEffect } from './use-layout-effect.ts';
import type { StickToBottom } from './use-stick-to-bottom.ts';

/** Keeps what is read where it is when earlier messages come in above it: at the top, and in browsers that do not do it by themselves. */
export function useHeldPlace(firstId: string | undefined, { viewportRef, contentRef, scrollAlong }: StickToBottom): void {
  const held = useRef<{ readonly id: string; readonly top: number }>(undefined);

  // After each render: the place is known as it was before the next one.
  useLayoutEffect(() => {
    const before = held.current;
    const top = before && placeOf(before.id, contentRef.current);
    const isHeldByBrowser = canHold() && viewportRef.current?.scrollTop !== 0;
    if (before && before.id !== firstId && top !== undefined && !isHeldByBrowser) scrollAlong(top - before.top);
    const now = firstId === undefined ? undefined : placeOf(firstId, contentRef.current);
    held.current = firstId === undefined || now === undefined ? undefined : { id: firstId, top: now };
  });
}

/** How far from the beginning of the content a message stands, in pixels. */
function placeOf(messageId: string, content: HTMLElement | null): number | undefined {
  const message = content?.querySelector(`[data-message-id="${messageId}"]`);
  return message && content ? message.getBoundingClientRect().top - content.getBoundingClientRect().top : undefined;
}

/** Whether the browser keeps the place of what is read, which it does wherever it is not at the top. */
function canHold(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports('overflow-anchor: auto');
}
