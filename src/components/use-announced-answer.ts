import { useEffect, useRef } from 'react';
import { isUnfinished } from '../protocol/index.ts';
import { useNow, useReadMessage, type MessageOutline } from '../react/index.ts';
import { endingOf } from './ending-of.ts';
import type { WindowLabels } from './labels.ts';
import { useAnnounce } from './use-announce.ts';
import { useLabels } from './use-labels.ts';

/** How often what has come of an answer is said, in ms: a screen reader needs time for whole sentences. */
const batchMs = 3000;

/** How far an answer has come, for those who listen. */
type Stage = 'unsent' | 'waiting' | 'answering' | 'ended';

/** Says that an answer is awaited, that it begins, its whole sentences in batches, and how it ended. One that was there already is not said. */
export function useAnnouncedAnswer(message: MessageOutline): void {
  const announce = useAnnounce();
  const labels = useLabels();
  const read = useReadMessage();
  const stage = stageOf(message);
  const batch = useNow(batchMs, stage === 'answering');
  const spoken = useRef<{ stage: Stage; batch: number; length: number }>({ stage: 'ended', batch, length: 0 });

  useEffect(() => {
    const last = spoken.current;
    const isSame = stage === last.stage;
    if (isSame && (stage !== 'answering' || batch === last.batch)) return;
    const content = read(message.id)?.content ?? '';
    const length = stage === 'ended' ? content.length : isSame ? Math.max(last.length, endOfSentences(content)) : last.length;
    const text = speakable(content.slice(last.length, length));
    const turn = isSame ? undefined : wordsOf(stage, message, labels);
    spoken.current = { stage, batch, length };
    if (text !== '') announce(text);
    if (turn !== undefined) announce(turn);
  }, [announce, batch, labels, message, read, stage]);
}

function stageOf(message: MessageOutline): Stage {
  if (!isUnfinished(message)) return 'ended';
  if (message.delivery !== 'sent') return 'unsent';
  return message.parts.some(({ type }) => type === 'text') ? 'answering' : 'waiting';
}

/** What is said as a stage begins. A failure is an alert, which speaks for itself. */
function wordsOf(stage: Stage, message: MessageOutline, labels: WindowLabels): string | undefined {
  if (stage === 'waiting') return labels.waiting;
  if (stage === 'answering') return labels.answerStarted;
  if (stage === 'unsent' || message.status === 'failed') return undefined;
  return endingOf(message, labels) ?? labels.answerEnded;
}

/** Where the last whole sentence or line ends. */
function endOfSentences(text: string): number {
  const [whole = ''] = /^[\s\S]*(?:[.!?…:;](?=\s)|[。！？\n])/.exec(text) ?? [];
  return whole.length;
}

/** Markdown without the marks that a voice would spell out. */
function speakable(markdown: string): string {
  return markdown
    .replace(/[*_`#>|~]+|^[-=:|\s]+$/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
