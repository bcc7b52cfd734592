import { useState } from 'react';
import { useServerNow } from '../react/index.ts';

/** What is older than this is no news to who opens a conversation, in ms. */
const newsMs = 10_000;

/**
 * Whether a failure is to be told at once: it came while its message was shown, or just before. What was loaded with the conversation is no news.
 * `at`: when it failed, or was written, in ms since 1970.
 */
export function useIsNews(hasFailed: boolean, at = 0): boolean {
  const now = useServerNow(1000, false);
  const [isOld] = useState(hasFailed && now - at > newsMs);
  return !isOld;
}
