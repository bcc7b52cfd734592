import type { AnsweredCall, ModelRequest } from '../chat-model.ts';

/** What the scripted model makes of a prompt: all that it knows of the world. */
export interface Reading {
  readonly question: string;
  readonly words: readonly string[];
  /** Up to four words that carry the question, in its order. */
  readonly keywords: readonly string[];
  /** Counts from 1. */
  readonly turn: number;
  /** The keywords of the question before this one. */
  readonly before: readonly string[];
  /** Names of the files that came with the question. */
  readonly files: readonly string[];
  /** The place that the question names, as in "the weather in Aarhus". */
  readonly town: string;
  /** Names of the tools that can be called. */
  readonly tools: readonly string[];
  /** What was called for this question so far. */
  readonly calls: readonly AnsweredCall[];
}

const fillers = new Set(
  `a about all also am an and any are as at be been but by can could did do does for from get give had has have how i if in into is it
  its just let like make may me more my no not of on or our please say show so some tell than that the their them then there these they
  this to us was we were what when where which who why will with would write you your`.split(/\s+/),
);

/** Reads the last question, and what was asked before it. */
export function readPrompt({ messages, tools = [] }: Pick<ModelRequest, 'messages' | 'tools'>): Reading {
  const questions = messages.filter(({ role }) => role === 'user');
  const question = questions.at(-1)?.content ?? '';
  const words = wordsOf(question);
  return {
    question,
    words,
    keywords: keywordsOf(words),
    turn: questions.length,
    before: keywordsOf(wordsOf(questions.at(-2)?.content ?? '')),
    town: townIn(question),
    tools: tools.map(({ name }) => name),
    calls: messages.slice(messages.findLastIndex(({ role }) => role === 'user')).flatMap(({ toolCalls = [] }) => toolCalls),
    files: questions.at(-1)?.files?.map(({ name }) => name) ?? [],
  };
}

/** Letters and digits only, so that a word can stand anywhere in Markdown without meaning anything there. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

function keywordsOf(words: readonly string[]): string[] {
  const distinct = [...new Map(words.map((word) => [word.toLowerCase(), word])).values()].filter((word) => word.length <= 30);
  const telling = distinct.filter((word) => !fillers.has(word.toLowerCase()));
  const longest = telling.toSorted((a, b) => b.length - a.length).slice(0, 4);
  return telling.filter((word) => longest.includes(word));
}

function townIn(question: string): string {
  const [, town = 'Aarhus'] = /\b(?:in|of|for|to|from)\s+(\p{Lu}[\p{L}\p{M}'’-]{1,40})/u.exec(question) ?? [];
  return town;
}
