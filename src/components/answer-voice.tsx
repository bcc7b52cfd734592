import type { MessageOutline } from '../react/index.ts';
import { useAnnouncedAnswer } from './use-announced-answer.ts';

/** Says an answer aloud. A component, so that what it waits for renders nothing else. */
export function AnswerVoice({ message }: { readonly message: MessageOutline }) {
  useAnnouncedAnswer(message);
  return null;
}
