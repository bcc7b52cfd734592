import type { MockReply } from './mock-runs.ts';

/** The answer of a mock server that was told none: it thinks if it is asked to, and says back what it was told, a word at a time. */
export function scriptedReply(wordMs: number): MockReply {
  return async ({ content, files, options, answer }) => {
    const attached = files.length === 0 ? '' : ` You attached: ${files.map(({ name }) => name).join(', ')}.`;
    for (const word of options.use_reasoning ? words(`They wrote: ${content}`) : []) {
      await answer.pause(wordMs);
      answer.reason(word);
    }
    for (const word of words(`You wrote: ${content}${attached}`)) {
      await answer.pause(wordMs);
      answer.write(word);
    }
    answer.complete();
  };
}

function words(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}
