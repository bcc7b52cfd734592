import { brokenAnswer, codeAnswer, filesAnswer, listAnswer, longAnswer, openAnswer, sumAnswer, tableAnswer } from './answers.ts';
import { postcardAnswer, weatherAnswer } from './tool-answers.ts';
import type { Reading } from './reading.ts';
import { findSum } from './sum.ts';

/** One kind of question, what goes through the model's head about it, and what it answers. */
export interface Topic {
  readonly matches: (reading: Reading) => boolean;
  readonly thought: string;
  readonly answer: (reading: Reading) => string;
  /** What is called before it can be answered. */
  readonly call?: (reading: Reading) => { readonly name: string; readonly input: unknown };
  readonly ending: 'stop' | 'failure';
}

const asksFor =
  (pattern: RegExp) =>
  ({ question }: Reading): boolean =>
    pattern.test(question);

const open: Topic = {
  matches: () => true,
  thought: `I cannot look anything up, so whatever I said about the subject would be a guess in a confident voice. It is more useful to name
    the subject, to offer the things that I really can do, and to show how a model that knows more is connected.`,
  answer: openAnswer,
  ending: 'stop',
};

const topics: readonly Topic[] = [
  {
    matches: ({ question, tools }) => tools.includes('weather') && /\bweather\b/i.test(question),
    thought: `They ask for the weather. I know nothing of the world, but there is a tool that does, and it costs nobody anything to ask it. So I
      will call it with the name of the town, and say what it says.`,
    call: ({ town }) => ({ name: 'weather', input: { town } }),
    answer: weatherAnswer,
    ending: 'stop',
  },
  {
    matches: ({ question, tools }) => tools.includes('send_postcard') && /\bpostcards?\b/i.test(question),
    thought: `They want a postcard sent. That is more than looking something up: it does something in the world, in their name. The tool will wait
      until they have said that they allow it, and whatever they say, I should tell plainly what has become of it.`,
    call: ({ town }) => ({ name: 'send_postcard', input: { town, text: 'Greetings from a script.' } }),
    answer: postcardAnswer,
    ending: 'stop',
  },
  {
    matches: asksFor(/\bfails? on purpose\b/i),
    thought: `They want to see what a failure looks like. That is fair: better to meet it here than in the middle of real work. I will begin as
      usual and break off in the middle of a sentence, so that the text that has already arrived can be seen to stay.`,
    answer: brokenAnswer,
    ending: 'failure',
  },
  {
    matches: asksFor(/\blong(er)? (answer|text|story|essay|reply|poem)\b/i),
    thought: `They want something long. Long and empty would be of no use to anybody, so it had better be a story that can be left at any point.
      A ship's log does that well: every day stands for itself, and whoever presses Stop has still read whole days.`,
    answer: longAnswer,
    ending: 'stop',
  },
  {
    matches: ({ question }) => findSum(question) !== undefined,
    thought: `There is a calculation in it. Products and quotients come before sums and differences, and I should go one step at a time: a
      result without its steps has to be believed, one with its steps can be checked by whoever reads it.`,
    answer: sumAnswer,
    ending: 'stop',
  },
  {
    matches: ({ files }) => files.length > 0,
    thought: `There is something attached. I cannot look into files, so it would be wrong to speak as if I had. What I can say for certain is
      that they have arrived, and what they are called; a real model would be given them whole.`,
    answer: filesAnswer,
    ending: 'stop',
  },
  {
    matches: asksFor(/\b(tables?|compare|comparison)\b/i),
    thought: `They want a table. Its columns have to mean something, and I must not invent figures. What can I count for certain? The words of
      the question: how long each is, and where it stands. That is honest, and three narrow columns can be read on a phone too.`,
    answer: tableAnswer,
    ending: 'stop',
  },
  {
    matches: asksFor(/\b(code|function|script|program|typescript|javascript|python)\b/i),
    thought: `They want code. It should be short enough to be read at a glance, and it should run as it stands. Something that works on the
      words of the question would be best, because then I can say what it returns, and anybody can check that in a minute.`,
    answer: codeAnswer,
    ending: 'stop',
  },
  {
    matches: asksFor(/\b(list|steps|bullets?|points)\b/i),
    thought: `They want a list. Three points are enough, each with a name in front, and what belongs to a point goes under it. I will list only
      what can be counted in the question itself, so that there is nothing in it that has to be taken on trust.`,
    answer: listAnswer,
    ending: 'stop',
  },
];

/** The first topic that the question matches. */
export function chooseTopic(reading: Reading): Topic {
  return topics.find(({ matches }) => matches(reading)) ?? open;
}
