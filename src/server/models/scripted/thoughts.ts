import type { Reading } from './reading.ts';
import type { Topic } from './topics.ts';
import { count, emphasised, paragraph } from './wording.ts';

/** What the scripted model thinks before it answers: some two hundred words, three seconds of them. */
export function thoughts({ words, keywords, turn, before }: Reading, topic: Topic): string {
  const subject = keywords.length === 0 ? 'None of them says what it is about' : `What it is about seems to be ${emphasised(keywords)}`;
  const earlier =
    before.length === 0
      ? 'There is nothing before it that it could refer to, so whatever is meant has to be in these words alone.'
      : `The one before was about ${emphasised(before)}. I should keep that in mind, in case this one takes it up again.`;

  return [
    `Let me read this carefully. It has ${count(words.length, 'word')}, and it is question ${turn} of this conversation. ${subject};
      the answer has to come back to that and to nothing else. ${earlier}`,
    topic.thought,
    `What do I really know here? I am a script: no key, no network, no knowledge of the world. It would be easy to sound clever and to be
      wrong. Better to use only what stands in the question, to say plainly what I am, and to tell how a real model is had.`,
    `How should it look? The thing that was asked for comes first, what explains it second, and nothing should have to be scrolled sideways.
      Bold type is for the words that matter, and a block of code is only for what somebody may want to copy.`,
    'That is all it needs. I will begin with what was asked for, and stop when it has been said.',
  ]
    .map(paragraph)
    .join('\n\n');
}
