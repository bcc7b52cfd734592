import { useContext } from 'react';
import { noteKey } from './inline-syntax.ts';
import { MarkdownContext } from './markdown-context.ts';

/** The id of a footnote, the same for all who write its label in one way or another. */
export function useNoteId(label: string): string {
  return useContext(MarkdownContext).id + noteKey(label);
}

/** Leads from a footnote back to its first mark. */
export function focusMark(noteId: string): void {
  const marks = document.querySelectorAll<HTMLElement>('sup > a');
  Array.from(marks)
    .find((mark) => mark.getAttribute('href') === `#${noteId}`)
    ?.focus();
}
