import { useMemo, type ReactNode } from 'react';
import type { ChatLabels } from './labels.ts';
import { LabelsContext, useLabels } from './use-labels.ts';

export interface LabelsProviderProps {
  /** The words that differ; the others stay. Keep the object: a new one on every render renders every message anew. */
  readonly labels?: Partial<ChatLabels> | undefined;
  readonly children: ReactNode;
}

/** Gives the components inside other words than the English ones. */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
  const known = useLabels();
  const merged = useMemo(() => ({ ...known, ...labels }), [known, labels]);
  return <LabelsContext.Provider value={merged}>{children}</LabelsContext.Provider>;
}
