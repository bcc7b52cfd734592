import { createContext, useContext } from 'react';
import type { WindowLabels } from './labels.ts';
import { windowLabels } from './window-labels.ts';

export const LabelsContext = createContext<WindowLabels>(windowLabels);

/** The words to show: the English ones, with those of the nearest `LabelsProvider` over them. */
export function useLabels(): WindowLabels {
  return useContext(LabelsContext);
}
