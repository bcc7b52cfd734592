import { useMemo } from 'react';
import type { ChatLabels } from './labels.ts';
import { sideLabels } from './side-labels.ts';
import { useLabels } from './use-labels.ts';

/** As `useLabels`, with the words of what stands beside a chat. */
export function useSideLabels(): ChatLabels {
  const labels = useLabels();
  return useMemo(() => ({ ...sideLabels, ...labels }), [labels]);
}
