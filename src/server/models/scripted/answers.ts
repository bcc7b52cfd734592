import type { Reading } from './reading.ts';
import { findSum } from './sum.ts';
import { voyage } from './voyage.ts';
import { count, emphasised, lengthOf, paragraph } from './wording.ts';

/** Under each answer, so that nobody takes it for more than it is. */
export const signature = '*I am the scripted model and know only what you write. For a real one, start the server with `GROQ_API_KEY`.*';

export const inParagraphs = (...paragraphs: readonly string[]) => paragraphs.join('\n\n');
const inLines = (...lines: readonly string[]) => lines.join('\n');

/** Breaks off in the middle of a sentence. */
export function brokenAnswer(): string {
  return 'This answer was asked to fail on purpose. What you have read so far has arrived and will stay, although the rest of';
}

/** Half a minute of text. */
export function longAnswer(): string {
  const opening = 'Here is a long one: the log of a voyage, day by day. Press Stop whenever you have had enough.';
  return inParagraphs(opening, voyage(), signature);
}

/** The result, and how it comes about. */
export function sumAnswer({ question }: Reading): string {
  const sum = findSum(question);
  if (sum === undefined) return signature;
  const steps = sum.steps.map((step, index) => `${index + 1}. \`${step}\``);
  return inParagraphs(`**${sum.expression} = ${sum.result}**`, 'Step by step:', inLines(...steps), signature);
}

/** What came with the question, by name. */
export function filesAnswer({ files }: Reading): string {
  const names = files.map((name) => `- \`${name.replaceAll(/[`\s]+/g, ' ')}\``);
  return inParagraphs(`I was given ${count(files.length, 'file')} with your question:`, inLines(...names), signature);
}

/** The words of the question as a table. */
export function tableAnswer({ words }: Reading): string {
  const rows = words.slice(0, 12).map((word, index) => `| ${word} | ${lengthOf(word)} | ${index + 1} |`);
  return inParagraphs(
    'Here is a table of what I know for certain, the words of your question:',
    inLines('| Word | Letters | Place |', '|:-----|--------:|------:|', ...rows),
    signature,
  );
}

/** A function, in Python if that is asked for, and what it returns for words of the question. */
export function codeAnswer({ question, keywords }: Reading): string {
  const sample = keywords.join(' ');
  const longest = keywords.reduce((best, word) => (word.length > best.length ? word : best), '');
  const code = /\bpython\b/i.test(question)
    ? ['```python', 'def longest_word(text):', '    return max(text.split(), key=len)', '', `longest_word("${sample}")  # "${longest}"`]
    : [
        '```ts',
        'function longestWord(text: string): string {',
        "  const words = text.split(' ');",
        "  return words.reduce((best, word) => (word.length > best.length ? word : best), '');",
        '}',
        '',
        `longestWord("${sample}"); // "${longest}"`,
      ];
  return inParagraphs('A function that finds the longest word, tried on words of your question:', inLines(...code, '```'), signature);
}

/** What can be counted in the question, as a list with a list in it. */
export function listAnswer({ words, keywords, turn }: Reading): string {
  return inParagraphs(
    'Three things that can be said about your question for certain:',
    inLines(
      `1. **Length.** It has ${count(words.length, 'word')}.`,
      '2. **Subject.** These words carry it:',
      ...keywords.map((word) => `   - ${word}`),
      `3. **Place.** It is question ${turn} of this conversation.`,
    ),
    signature,
  );
}

/** What this model is, what can be asked of it, and how a real one is had. */
export function openAnswer({ keywords, turn, before, tools }: Reading): string {
  const place = `question ${turn} of this conversation`;
  return inParagraphs(
    (keywords.length === 0 ? `This is ${place}.` : `You wrote about ${emphasised(keywords)} in ${place}.`) +
      (before.length === 0 ? '' : ` The one before was about ${emphasised(before)}.`),
    paragraph(`I am the **scripted model**: I need no key and no network, and I know only what you write. So I can tell you nothing new about
      it, but I can show you how an answer travels. Ask me for`),
    inLines(
      '- **a table** of the words of your question,',
      '- **some code** that works on them,',
      '- **a list** with points under its points,',
      '- **a sum**, such as `12 * 7 + 3`, done step by step,',
      ...(tools.includes('weather') ? ['- **the weather in Aarhus**, for which I call a tool,'] : []),
      ...(tools.includes('send_postcard') ? ['- **a postcard to Odense**, which a tool sends once you have allowed it,'] : []),
      '- **a long answer**, half a minute of it, so that you can press Stop,',
      '- an answer that is to **fail on purpose**, so that you can see what stays.',
    ),
    'To talk to a real model, start the server with a key:',
    inLines('```sh', 'GROQ_API_KEY=your-key npm run dev', '```'),
    'Any OpenAI-compatible endpoint will do as well: set `OPENAI_BASE_URL` and `OPENAI_MODEL`.',
  );
}
