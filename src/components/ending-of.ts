import type { MessageOutline } from '../react/index.ts';
import type { WindowLabels } from './labels.ts';

/** How an answer ended, in words, where it did not simply end or fail. */
export function endingOf({ status, finish_reason }: MessageOutline, labels: WindowLabels): string | undefined {
  if (status === 'interrupted' || status === 'stopped') return labels[status];
  return status === 'complete' && finish_reason === 'length' ? labels.cutOff : undefined;
}
