import { useMemo } from 'react';
import { useMessageIds, useMessageSlots, useReadMessage } from '../react/index.ts';
import { groupTurns, type Turn } from './group-turns.ts';

/** The turns of the conversation that are shown. They change when a message comes or goes, not when one grows. */
export function useTurns(): readonly Turn[] {
  const messageIds = useMessageIds();
  const slots = useMessageSlots();
  const read = useReadMessage();
  return useMemo(() => groupTurns({ messageIds, slots, read }), [messageIds, slots, read]);
}
