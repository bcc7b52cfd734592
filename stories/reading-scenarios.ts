import type { ChatScenario } from '../.storybook/chat-loader.ts';
import type { TranscriptMessage } from '../src/testing/index.ts';
import { seeded } from './scenarios.ts';
import { longAnswer, question, reasoning, shortAnswer, shortQuestion } from './texts.ts';

const day = 86_400_000;

export const words = 'Each line of this answer is read while the next one comes, and none of them moves. '.repeat(6).trim();

const turn = (place: number): TranscriptMessage[] => [
  { role: 'user', content: `Question ${place}: what comes after ${place - 1}?` },
  { role: 'assistant', content: `**${place}** does.\n\n${words}` },
];

/** More than a window holds, and more than a snapshot does. */
export const longThread: ChatScenario = seeded(...Array.from({ length: 160 }, (_, place) => turn(place + 1)).flat());

/** Answers in paragraphs, more of them than the window holds, at the pace of a model. */
export const paragraphs: ChatScenario = (server) => {
  server.onMessage(async ({ answer }) => {
    await answer.pause(100);
    for (let place = 1; place <= 24; place++) {
      answer.write(`Paragraph ${place}. ${words.slice(0, 240)}\n\n`);
      await answer.pause(30);
    }
    answer.complete();
  });
  return server.seed({ messages: [...turn(1), ...turn(2), ...turn(3)] });
};

export const severalDays: ChatScenario = seeded(
  { role: 'user', content: shortQuestion, at: Date.now() - 9 * day },
  { role: 'assistant', content: shortAnswer, at: Date.now() - 9 * day },
  { role: 'user', content: 'And today?', at: Date.now() - day },
  { role: 'assistant', content: 'Still loud and clear.', at: Date.now() - day },
  { role: 'user', content: question },
  { role: 'assistant', content: longAnswer, reasoning, reasoningMs: 6000 },
);

const first = '11111111-0000-4000-8000-000000000000';
const edited = '22222222-0000-4000-8000-000000000000';

/** Two ways of asking, and three answers to the second. */
export const branched: ChatScenario = (server) => {
  server.onMessage(({ answer }) => {
    answer.write('An answer to that, too.');
    answer.complete();
  });
  return server.seed({
    messages: [
      { role: 'user', content: 'How far is the moon?', id: first },
      { role: 'assistant', content: 'About 384,400 km, on average.' },
      { role: 'user', content: 'How far is the moon today, in light-seconds?', reply_to: null, id: edited },
      { role: 'assistant', content: 'About 1.28 light-seconds.' },
      { role: 'assistant', content: 'Light takes about 1.3 seconds.', reply_to: edited },
      { role: 'assistant', content: 'On average it is 1.282 light-seconds away.', reply_to: edited },
    ],
  });
};
