import { useEffect, useRef } from 'react';
import { useNow, useReadMessage } from '../react/index.ts';
import { useAnnounce } from './use-announce.ts';
import { useLabels } from './use-labels.ts';

/** How often what has come of an answer is said, in ms: a screen reader needs time for whole sentences. */
const batchMs = 3000;

/** An answer to be said. */
export interface AnnouncedAnswer {
  readonly messageId: string;
  readonly isRunning: boolean;
}

/** Says that an answer begins, then its whole sentences in batches, then that it has ended. An answer that was there already is not said. */
export function useAnnouncedAnswer({ messageId, isRunning }: AnnouncedAnswer): void {
  const announce = useAnnounce();
  const labels = useLabels();
  const read = useReadMessage();
  const batch = useNow(batchMs, isRunning);
  const spoken = useRef({ hasBegun: false, batch, length: 0 });

  useEffect(() => {
    const last = spoken.current;
    if (!last.hasBegun) {
      if (!isRunning) return;
      spoken.current = { hasBegun: true, batch, length: 0 };
      announce(labels.answerStarted);
      return;
    }
    if (isRunning && batch === last.batch) return;
    const content = read(messageId)?.content ?? '';
    const length = isRunning ? Math.max(last.length, endOfSentences(content)) : content.length;
    const text = speakable(content.slice(last.length, length));
    spoken.current = { hasBegun: isRunning, batch, length };
    const words = isRunning ? text : `${text} ${labels.answerEnded}`.trim();
    if (words !== '') announce(words);
  }, [announce, batch, isRunning, labels, messageId, read]);
}

/** Where the last whole sentence or line ends. */
function endOfSentences(text: string): number {
  const [whole = ''] = /^[\s\S]*(?:[.!?…:;](?=\s)|[。！？\n])/.exec(text) ?? [];
  return whole.length;
}

/** Markdown without the marks that a voice would spell out. */
function speakable(markdown: string): string {
  return markdown
    .replace(/[*_`#>|~]+|^\s*[-=:|\s]+$/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
