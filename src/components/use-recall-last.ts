import { useMessage, useMessageIds, useQueuedIds } from '../react/index.ts';
import type { ComposerState } from './use-composer.ts';
import { useChatFocus } from './use-chat-focus.ts';
import { writtenIn } from './written-in.ts';

/** Opens the last question for editing: the last that waits, else the last that was asked; undefined where there is none. */
export function useRecallLast(takeBack: ComposerState['takeBack']): (() => void) | undefined {
  const editors = useChatFocus()?.editors;
  const messageIds = useMessageIds();
  const waiting = useMessage(useQueuedIds().at(-1) ?? '');
  if (waiting) return () => takeBack(waiting.id, writtenIn(waiting));
  const editLast = messageIds.findLast((id) => editors?.has(id));
  return editLast === undefined ? undefined : editors?.get(editLast);
}
