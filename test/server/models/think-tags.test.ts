import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroqService, createOpenAICompatible } from '../../../src/server/models/index.ts';
import { completionChunk, lastChunk } from '../../support/loopback-model.ts';
import { splitThinkTags } from '../../../src/server/models/think-tags.ts';
import type { ModelDelta } from '../../../src/server/models/index.ts';
import { ask, provider, type Answer } from './ask.ts';

const finish: ModelDelta = { type: 'finish', finish_reason: 'stop' };

async function split(pieces: readonly string[]): Promise<Answer> {
  return ask({
    name: 'tagged',
    stream: () =>
      splitThinkTags(
        (async function* () {
          for (const text of pieces) yield { type: 'content' as const, text };
          yield finish;
        })(),
      ),
  });
}

/** A text, and places to cut it. */
const cutText = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat({ max: 60 }), { maxLength: 12 })).map(([whole, places]) => {
    const cuts = [0, ...places.filter((place) => place <= whole.length).toSorted((a, b) => a - b), whole.length];
    return { whole, pieces: cuts.slice(1).map((end, index) => whole.slice(cuts[index], end)) };
  });

const prose = fc.stringMatching(/^[a-c<>/ ]{0,20}$/).map((text) => `x${text}`);

describe('an answer with think tags', () => {
  it('is taken apart in the same way wherever it is cut', async () => {
    const tagged = fc.tuple(prose, prose).map(([reasoning, content]) => ({ reasoning, content }));
    await fc.assert(
      fc.asyncProperty(tagged, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), async ({ reasoning, content }, lengths) => {
        const pieces: string[] = [];
        let rest = `\n<think>\n${reasoning}</think>\n\n${content}`;
        for (const length of lengths) {
          if (rest === '') break;
          pieces.push(rest.slice(0, length));
          rest = rest.slice(length);
        }
        expect(await split(pieces)).toMatchObject({ reasoning, content, finish });
      }),
    );
  });

  it('shows no reasoning when there is nothing between the tags', async () => {
    const { deltas } = await split(['<think>', '\n\n', '</think>', '\n\n', '3']);
    expect(deltas).toEqual([{ type: 'content', text: '3' }, finish]);
  });

  it('is all reasoning while the tag is open', async () => {
    expect(await split(['<think>', 'so', ' </thi'])).toMatchObject({ reasoning: 'so </thi', content: '' });
  });

  it('streams its reasoning without waiting for the closing tag', async () => {
    const { deltas } = await split(['<think>one', ' two', '</think>three']);
    expect(deltas.slice(0, 2)).toEqual([
      { type: 'reasoning', text: 'one' },
      { type: 'reasoning', text: ' two' },
    ]);
  });
});

describe('an answer without think tags', () => {
  it('passes unchanged, piece by piece', async () => {
    await fc.assert(
      fc.asyncProperty(cutText(prose), async ({ whole, pieces }) => {
        const { deltas, content, reasoning } = await split(pieces);
        expect({ content, reasoning }).toEqual({ content: whole, reasoning: '' });
        expect(deltas).toEqual([...pieces.filter((text) => text !== '').map((text) => ({ type: 'content', text })), finish]);
      }),
    );
  });

  it('keeps whitespace at its beginning', async () => {
    expect(await split(['\n', '\n', 'answer'])).toMatchObject({ content: '\n\nanswer' });
  });

  it('may speak of the tags', async () => {
    const content = 'Models write `<think>` before and `</think>` behind.';
    expect(await split([content.slice(0, 17), content.slice(17)])).toMatchObject({ content, reasoning: '' });
  });

  it('may end in what looks like the beginning of one', async () => {
    expect(await split(['<th'])).toMatchObject({ content: '<th', reasoning: '' });
  });
});

describe('an OpenAI-compatible endpoint', () => {
  const content = completionChunk({ content: 'Three.' });

  it.each([
    ['reasoning', [completionChunk({ reasoning: 'One, ' }), completionChunk({ reasoning: 'two.' }), content]],
    ['reasoning_content', [completionChunk({ reasoning_content: 'One, ' }), completionChunk({ reasoning_content: 'two.' }), content]],
    [
      'think tags',
      [completionChunk({ content: '<thi' }), completionChunk({ content: 'nk>One, two.</' }), completionChunk({ content: 'think>Three.' })],
    ],
  ])('may give its reasoning as %s', async (_, chunks) => {
    const loopback = await provider({ chunks: [...chunks, lastChunk('stop')] });
    const model = await createOpenAICompatible({ baseUrl: loopback.url });
    expect(await ask(model)).toMatchObject({ reasoning: 'One, two.', content: 'Three.', error: undefined });
  });

  it('that breaks off in the middle of a tag loses no letter', async () => {
    const loopback = await provider({
      chunks: [completionChunk({ content: '<think>One' }), completionChunk({ content: '</th' })],
      ending: 'end',
    });
    const model = await createOpenAICompatible({ baseUrl: loopback.url });
    expect(await ask(model)).toMatchObject({ reasoning: 'One</th', error: { code: 'model_interrupted' } });
  });
});

describe('Groq', () => {
  it('may give its reasoning between think tags too', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: '<think>One.</think>Two.' }), lastChunk('stop')] });
    const { chat } = await createGroqService({ baseUrl: loopback.url, model: 'qwen/qwen3.6-27b' });
    expect(await ask(chat)).toMatchObject({ reasoning: 'One.', content: 'Two.' });
  });
});
