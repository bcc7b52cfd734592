import type { ChatScenario } from '../.storybook/chat-loader.ts';
import type { MockAnswer, MockChatServer, TranscriptMessage } from '../src/testing/index.ts';
import {
  arabicQuestion,
  atWorkAnswer,
  atWorkQuestion,
  atWorkReasoning,
  longAnswer,
  phoneAnswer,
  phoneQuestion,
  phoneReasoning,
  question,
  reasoning,
  shortAnswer,
  shortQuestion,
} from './texts.ts';

const asked: TranscriptMessage = { role: 'user', content: question };
const thought = { reasoning, reasoningMs: 6000 };

/** A conversation that is there from the start. */
export const seeded =
  (...messages: TranscriptMessage[]): ChatScenario =>
  (server) =>
    server.seed({ messages });

/** A question, and an answer that stays as far as it was brought. */
export const answering =
  (act: (answer: MockAnswer) => void): ChatScenario =>
  (server) => {
    const conversation = server.seed({ messages: [asked, { role: 'assistant', status: 'unfinished' }] });
    act(conversation.answer());
    return conversation;
  };

export const empty = seeded();

export const longConversation = seeded(
  { role: 'user', content: shortQuestion },
  { role: 'assistant', content: shortAnswer, reasoning: 'A greeting; a short answer will do.', reasoningMs: 1000 },
  asked,
  { role: 'assistant', content: longAnswer, ...thought },
);

export const waiting = answering(() => undefined);

export const thinking = answering((answer) => answer.reason(reasoning));

export const streaming = answering((answer) => {
  answer.reason(reasoning);
  answer.write(longAnswer.slice(0, longAnswer.indexOf('| gzip')));
});

export const stopped = seeded(asked, { role: 'assistant', content: longAnswer.slice(0, 400), ...thought, status: 'stopped' });

export const cut = seeded(asked, { role: 'assistant', content: '', ...thought, status: 'interrupted' });

export const failed = answering((answer) => {
  answer.reason(reasoning);
  answer.write(longAnswer.slice(0, 160));
  answer.fail({ code: 'unavailable', message: 'The model is overloaded. It may well work in a moment.' });
});

/** The second way of asking: a tool has looked, code is proposed, and another tool waits for a word. */
export const atWork: ChatScenario = (server) => {
  const conversation = server.seed({
    messages: [
      { role: 'user', content: 'Why is the profile page slow?' },
      { role: 'assistant', content: 'Which page do you mean?' },
      { role: 'user', content: atWorkQuestion, reply_to: null },
      { role: 'assistant', status: 'unfinished' },
    ],
  });
  const answer = conversation.answer();
  answer.reason(atWorkReasoning);
  answer.tool({ id: 'c1', name: 'read_file', status: 'done', input: { path: 'src/profile.ts' }, output: { lines: 48 } });
  answer.write(atWorkAnswer);
  const comment = { repo: 'octo/app', issue: 17, body: 'Both queries side by side: 1.9 s became 1.1 s.' };
  answer.tool({ id: 'c2', name: 'comment_on_issue', status: 'awaiting', input: comment });
  return conversation;
};

/** A short answer with code. */
export const onTheGo = seeded(
  { role: 'user', content: phoneQuestion },
  { role: 'assistant', content: phoneAnswer, reasoning: phoneReasoning, reasoningMs: 3000 },
);

/** A server that answers at the pace of a model. */
export const live: ChatScenario = (server) => {
  server.onMessage(async ({ answer }) => {
    await answer.pause(150);
    for (const word of reasoning.match(/\S+\s*/g) ?? []) {
      answer.reason(word);
      await answer.pause(10);
    }
    for (const word of shortAnswer.match(/\S+\s*/g) ?? []) {
      answer.write(word);
      await answer.pause(10);
    }
    answer.complete();
  });
  return server.seed({ messages: [] });
};

/** The first question is being answered for as long as anybody looks. */
export const answerOnce: ChatScenario = (server) => {
  server.onMessage(({ answer }) => {
    answer.reason(reasoning);
    answer.write('You agreed to merge the frames of a tick');
  });
  return server.seed({ messages: [] });
};

/** Nobody listens. */
export const unreachable: ChatScenario = (server) => {
  server.refuse(100);
  return server.seed({ messages: [] });
};

/** The server does not want this user. */
export const forbidden: ChatScenario = (server) => {
  server.refuse(1, { closeCode: 4403, code: 'forbidden' });
  return server.seed({ messages: [] });
};

/** What is sent here is not taken: the conversation is somebody else's. */
export const refused: ChatScenario = (server) => server.seed({ owner: 'somebody else', messages: [] });

/** The server cannot read the conversation. */
export const unreadable: ChatScenario = (server) => {
  void server
    .waitFor((frame) => frame.type === 'Subscribe')
    .then(({ request_id }) => {
      const error = { type: 'Error', layer: 'application', code: 'forbidden', retryable: false, request_id };
      server.sendRaw(JSON.stringify({ ...error, message: 'This conversation cannot be shown to you.' }));
    });
  return server.seed({ messages: [] });
};

/** The connection is lost as soon as the conversation is there, and does not come back. */
export const lost: ChatScenario = (server) => {
  const conversation = server.seed({ messages: [asked, { role: 'assistant', content: longAnswer, ...thought }] });
  void server
    .waitFor((frame) => frame.type === 'Subscribe')
    .then(() => {
      server.refuse(100);
      server.drop();
    });
  return conversation;
};

/** The connection is lost, and comes back when it is next tried. */
export const lostOnce: ChatScenario = (server) => {
  const conversation = server.seed({ messages: [asked, { role: 'assistant', content: shortAnswer }] });
  void server
    .waitFor((frame) => frame.type === 'Subscribe')
    .then(() => {
      server.refuse(2);
      server.drop();
    });
  return conversation;
};

/** What is sent comes nowhere, though the connection looks as if it were there. */
export const silent: ChatScenario = (server) => {
  void server.waitFor((frame) => frame.type === 'Subscribe').then(() => server.silence());
  return server.seed({ messages: [] });
};

/** The conversation has been deleted elsewhere. */
export const gone: ChatScenario = (server) => {
  const conversation = server.seed({ messages: [asked, { role: 'assistant', content: shortAnswer }] });
  void server.waitFor((frame) => frame.type === 'Subscribe').then(() => conversation.delete());
  return conversation;
};

const hourMs = 60 * 60_000;

/** Titles, and how many days ago something last happened there. */
const titled: readonly (readonly [title: string, daysAgo: number])[] = [
  ['Was heißt „Straße“ auf Türkisch?', 0],
  [arabicQuestion, 1],
  ['Why is the sky blue, and why is it red in the evening, over the sea above all?', 1],
  ['Counting words in TypeScript', 3],
  ['Compression of frames', 5],
  ['A letter to the landlord', 12],
  ['Sourdough, third try', 40],
];

/** Conversations of all ages, in one of which something is answered. */
function seedList(server: MockChatServer): void {
  for (const [title, daysAgo] of titled) server.seed({ title, at: Date.now() - daysAgo * 24 * hourMs - 60_000, messages: [asked] });
  const answered = server.seed({ title: 'Sums with fractions', messages: [asked, { role: 'assistant', status: 'unfinished' }] });
  answered.answer().write('One half');
}

/** A list with conversations of all ages. */
export const manyConversations: ChatScenario = (server) => {
  seedList(server);
  return server.seed({ title: 'A week in Lisbon with children', messages: [asked, { role: 'assistant', content: shortAnswer }] });
};

/** The same list, beside an answer with all that an answer has. */
export const besideAnAnswer: ChatScenario = (server) => {
  seedList(server);
  return server.seed({ title: 'What compression saves', messages: [asked, { role: 'assistant', content: longAnswer, ...thought }] });
};

/** The conversation that is shown has not begun, and there is no other. */
export const noConversations = refused;

/** As that, at a server that answers. */
export const besideOthers: ChatScenario = (server) => {
  server.onMessage(({ answer }) => {
    answer.write(`### In short\n\n${shortAnswer}`);
    answer.complete();
  });
  return manyConversations(server);
};
