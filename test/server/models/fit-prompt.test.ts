import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPrompt } from '../../../src/server/models/fit-prompt.ts';
import type { PromptMessage } from '../../../src/server/models/index.ts';

const turn = (text: string): PromptMessage[] => [
  { role: 'user', content: `${text}?` },
  { role: 'assistant', content: `${text}.` },
];
const system: PromptMessage = { role: 'system', content: 'Be brief.' };
const long = 'x'.repeat(3000);

describe('a prompt', () => {
  it('that fits is given whole, as the same list', () => {
    const messages = [system, ...turn('one'), { role: 'user' as const, content: 'two?' }];
    expect(fitPrompt(messages, 1000)).toMatchObject({ messages, omitted: 0 });
    expect(fitPrompt(messages, 1000).messages).toBe(messages);
  });

  it('is never cut for a model of which nothing is known', () => {
    const messages = [...turn(long), ...turn(long), { role: 'user' as const, content: long }];
    expect(fitPrompt(messages)).toMatchObject({ messages, omitted: 0 });
  });

  it('R5.11: loses whole messages, oldest first, and keeps what the system says', () => {
    const messages = [system, ...turn(long), ...turn('two'), { role: 'user' as const, content: 'three?' }];
    expect(fitPrompt(messages, 1000)).toMatchObject({ messages: [system, ...turn('two'), messages.at(-1)], omitted: 2 });
  });

  it('does not begin with an answer whose question has gone', () => {
    const messages: PromptMessage[] = [
      { role: 'user', content: long },
      { role: 'assistant', content: 'short' },
      { role: 'user', content: 'next?' },
    ];
    expect(fitPrompt(messages, 500)).toMatchObject({ messages: messages.slice(2), omitted: 2 });
  });

  it('counts what tools gave, and files', () => {
    const toolCalls = [{ id: 'c', name: 'read', input: {}, outcome: { type: 'done' as const, output: long } }];
    const files = [{ name: 'a.txt', media_type: 'text/plain', data: 'x'.repeat(8000), size: 6000 }];
    const question: PromptMessage = { role: 'user', content: 'so?' };
    expect(fitPrompt([...turn('a'), { role: 'assistant', content: '', toolCalls }, question], 800).omitted).toBe(3);
    expect(fitPrompt([{ role: 'user', content: '', files }, question], 800).omitted).toBe(1);
  });

  it('R5.11: always keeps the question and what follows it, however long', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 12 }), fc.integer({ min: 1, max: 400 }), (texts, contextTokens) => {
        const messages = [
          system,
          ...texts.flatMap(turn),
          { role: 'user' as const, content: long },
          { role: 'assistant' as const, content: 'Well' },
        ];
        const fitted = fitPrompt(messages, contextTokens);
        expect(fitted.messages.slice(-2)).toEqual(messages.slice(-2));
        expect(fitted.messages[0]).toBe(system);
        expect(fitted.messages.length + fitted.omitted).toBe(messages.length);
      }),
    );
  });
});
