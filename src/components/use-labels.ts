import { createContext, useContext } from 'react';
import { defaultLabels, type ChatLabels } from './labels.ts';

export const LabelsContext = createContext<ChatLabels>(defaultLabels);

/** The words to show: the English ones, with those of the nearest `LabelsProvider` over them. */
export function useLabels(): ChatLabels {
  return useContext(LabelsContext);
}
