import type { ChatLabels } from './labels.ts';
import { sideLabels } from './side-labels.ts';
import { windowLabels } from './window-labels.ts';

/** All words, in English. */
export const defaultLabels: ChatLabels = { ...windowLabels, ...sideLabels };
