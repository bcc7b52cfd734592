import { useAnnouncedAnswer, type AnnouncedAnswer } from './use-announced-answer.ts';

/** Says an answer aloud. A component, so that what it waits for renders nothing else. */
export function AnswerVoice(answer: AnnouncedAnswer) {
  useAnnouncedAnswer(answer);
  return null;
}
