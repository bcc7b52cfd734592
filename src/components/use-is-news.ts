import { useState } from 'react';
import { useServerNow } from '../react/index.ts';

/** What is older than this is no news to who opens a conversation, in ms. */
const newsMs = 10_000;

/** Whether a failure is to be told at once: it came while its message was shown, or just before. What was loaded with the conversation is none. */
export function useIsNews(hasFailed: boolean, failedAt = -Infinity): boolean {
  const now = useServerNow(1000, false);
  const [isOld] = useState(hasFailed && now - failedAt > newsMs);
  return !isOld;
}
