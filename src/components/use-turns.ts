import { useMemo, useState } from 'react';
import { useMessageIds, useMessageSlots, useReadMessage } from '../react/index.ts';
import { chunkTurns, type Chunk } from './chunk-turns.ts';
import { groupTurns } from './group-turns.ts';

/** The turns that are shown, in chunks. They change when a message comes or goes, not when one grows. */
export function useTurns(): readonly Chunk[] {
  const messageIds = useMessageIds();
  const slots = useMessageSlots();
  const read = useReadMessage();
  const [known] = useState(() => new Map<string, string>());
  return useMemo(() => chunkTurns(groupTurns({ messageIds, slots, read }), known), [messageIds, slots, read, known]);
}
