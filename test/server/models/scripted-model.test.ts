import { describe, expect, it, vi } from 'vitest';
import { createScriptedModel, ModelError } from '../../../src/server/models/index.ts';
import { ask } from './ask.ts';

const model = createScriptedModel({ pause: async () => undefined });
const timeOf = async (question: string, useReasoning: boolean) => {
  const pauses: number[] = [];
  const answer = await ask(createScriptedModel({ pause: async (ms) => void pauses.push(ms) }), { question, useReasoning });
  const reasoned = answer.deltas.filter(({ type }) => type === 'reasoning').length;
  const sum = (times: number[]) => times.reduce((total, ms) => total + ms, 0);
  return { firstMs: pauses[0] ?? 0, reasoningMs: sum(pauses.slice(0, reasoned)), answerMs: sum(pauses.slice(reasoned)) };
};

const questions = [
  'Hello',
  'Why do sockets drop?',
  'a table',
  'some code',
  'a list',
  '2 + 3',
  'Write a long answer',
  'Fail on purpose',
  '',
  '???',
];

describe('the pace of the scripted model', () => {
  it.each(questions)('is believable for %j', async (question) => {
    const { firstMs, reasoningMs } = await timeOf(question, true);
    expect(firstMs).toBeLessThanOrEqual(300);
    expect(reasoningMs).toBeGreaterThan(2000);
    expect(reasoningMs).toBeLessThan(5000);
    expect((await timeOf(question, false)).reasoningMs).toBe(0);
  });

  it('leaves half a minute to stop a long answer', async () => {
    const { answerMs } = await timeOf('Please write a long answer.', false);
    expect(answerMs).toBeGreaterThan(25_000);
    expect(answerMs).toBeLessThan(40_000);
  });

  it('is kept by timers, which are gone once the answer is stopped', async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const words: string[] = [];
    const answered = ask(createScriptedModel(), {
      signal: stop.signal,
      onDelta: (delta) => 'text' in delta && words.push(delta.text),
    });
    await vi.advanceTimersByTimeAsync(150);
    expect(words).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(words.length).toBeGreaterThan(60);
    expect(words.length).toBeLessThan(100);
    stop.abort();
    expect(await answered).toMatchObject({ finish: undefined, error: undefined });
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe('the scripted model', () => {
  it('answers the same prompt in the same words', async () => {
    expect(await ask(model, { question: 'Why do sockets drop?' })).toEqual(await ask(model, { question: 'Why do sockets drop?' }));
  });

  it('takes up the question, and says what it is and how a real model is had', async () => {
    const { content, reasoning } = await ask(model, { question: 'Why do sockets drop?' });
    for (const text of ['**sockets** and **drop**', 'question 1', 'scripted model', 'GROQ_API_KEY', 'OPENAI_BASE_URL'])
      expect(content).toContain(text);
    expect(reasoning).toContain('**sockets** and **drop**');
  });

  it('knows how many questions there were, and what the last one was about', async () => {
    let content = '';
    const messages = [
      { role: 'user' as const, content: 'Tell me about herons' },
      { role: 'assistant' as const, content: 'No.' },
      { role: 'user' as const, content: 'And terns?' },
    ];
    for await (const delta of model.stream({ messages, useReasoning: false, signal: new AbortController().signal })) {
      if (delta.type === 'content') content += delta.text;
    }
    expect(content).toMatch(
      /^You wrote about \*\*terns\*\* in question 2 of this conversation\. The one before was about \*\*herons\*\*\./,
    );
  });

  it.each([
    ['a table of birds', '| birds | 5 | 4 |'],
    ['some TypeScript code for herons', 'longestWord("TypeScript code herons"); // "TypeScript"'],
    ['python code', 'longest_word("python code")  # "python"'],
    ['a list of herons', '   - herons'],
    ['What is 12 * 7 + 3?', '**12 × 7 + 3 = 87**'],
    ['2 - 8 / 4 x 3', '**2 − 8 ÷ 4 × 3 = -4**'],
    ['0.1 + 0.2', '**0.1 + 0.2 = 0.3**'],
  ])('answers %j in Markdown that fits', async (question, expected) => {
    expect((await ask(model, { question })).content).toContain(expected);
  });

  it.each(['1 / 0', '(1 + 2) * 3', '2026-11-23', '24/7'])('does not take %j for a sum that it can do', async (question) => {
    expect((await ask(model, { question })).content).toContain('I am the **scripted model**');
  });

  it('names the files that came with the question, and claims nothing of what is in them', async () => {
    const files = [{ name: 'a `b`.txt', media_type: 'text/plain', data: 'AAAA' }];
    const { content } = await ask(model, { question: 'Read this', files });
    expect(content).toContain('I was given 1 file with your question:\n\n- `a b .txt`');
  });

  it('has no two days alike in its long answer', async () => {
    const { content } = await ask(model, { question: 'a long story' });
    const days = content.split('**Day ').map((day) => day.replace(/^\d+/, ''));
    expect(days).toHaveLength(43);
    expect(new Set(days).size).toBe(43);
  });

  it('fails in mid-sentence when asked to fail on purpose', async () => {
    const { error, content } = await ask(model, { question: 'Please fail on purpose' });
    expect(content).toMatch(/although the rest of$/);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code: 'scripted_failure', retryable: true });
  });

  it('puts nothing of a question into its Markdown that could mean something there', async () => {
    const { content } = await ask(model, { question: '<script>| a table of [x](javascript:alert) `quoted` **bold**' });
    const table = content
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2);
    for (const row of table) expect(row).toMatch(/^\| [\p{L}]+ \| \d+ \| \d+ \|$/u);
  });
});
