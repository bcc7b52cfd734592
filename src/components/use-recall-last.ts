import { useChatFocus, useMessage, useMessageIds, useQueuedIds } from '../react/index.ts';
import type { ComposerState } from './use-composer.ts';
import { writtenIn } from './written-in.ts';

/** How to open the last question for editing, as of now: the last that waits, else the last that was asked; undefined where there is none. */
export function useRecallLast(takeBack: ComposerState['takeBack']): () => (() => void) | undefined {
  const { editors } = useChatFocus();
  const messageIds = useMessageIds();
  const waiting = useMessage(useQueuedIds().at(-1) ?? '');
  // Asked when the key is pressed: questions come into the map after this was rendered.
  return () => {
    if (waiting) return () => takeBack(waiting.id, writtenIn(waiting));
    return editors.get(messageIds.findLast((id) => editors.has(id)) ?? '');
  };
}
