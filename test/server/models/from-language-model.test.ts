import { simulateReadableStream } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { expect, it, vi } from 'vitest';
import { fromLanguageModel } from '../../../src/server/models/index.ts';
import { ask } from './ask.ts';

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 2, text: 2, reasoning: undefined },
};

function model(): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    modelId: 'any-1',
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: 'stream-start', warnings: [{ type: 'other', message: 'this setting is not supported' }] },
          { type: 'text-start', id: 't' },
          { type: 'text-delta', id: 't', delta: 'Hello.' },
          { type: 'text-end', id: 't' },
          { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
        ],
      }),
    }),
  });
}

it('any model of the AI SDK answers under its own id', async () => {
  const chat = fromLanguageModel(model());
  expect(chat.name).toBe('any-1');
  expect(await ask(chat)).toMatchObject({
    content: 'Hello.',
    finish: { finish_reason: 'stop', usage: { input_tokens: 3, output_tokens: 2 } },
  });
});

it('a name of one’s own wins', () => {
  expect(fromLanguageModel(model(), { name: 'fast' }).name).toBe('fast');
});

it('a model that warns of its settings prints nothing into the log of the server', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning');
  await ask(fromLanguageModel(model()));
  expect(emitWarning).not.toHaveBeenCalled();
});

it('a model that throws fails in words that give nothing away', async () => {
  const broken = new MockLanguageModelV4({ doStream: () => Promise.reject(new Error('secret at https://example.org')) });
  const { error } = await ask(fromLanguageModel(broken));
  expect(error).toMatchObject({ code: 'model_unavailable', message: 'The model provider cannot be reached. Try again in a moment.' });
});

it('gives a picture and a PDF as files, and what is text as text that any provider takes', async () => {
  const asked = model();
  const file = (name: string, media_type: string, text: string) => ({ name, media_type, data: Buffer.from(text).toString('base64') });
  const files = [file('cat.png', 'image/png', 'cat'), file('a.pdf', 'application/pdf', 'pdf'), file('list.txt', 'text/plain', 'Milk')];
  await ask(fromLanguageModel(asked), { question: 'See?', files });
  const [call] = asked.doStreamCalls;
  expect(call?.prompt.at(-1)?.content).toMatchObject([
    { type: 'file', mediaType: 'image/png', filename: 'cat.png' },
    { type: 'file', mediaType: 'application/pdf', filename: 'a.pdf' },
    { type: 'text', text: 'File "list.txt" (text/plain):\n\nMilk' },
    { type: 'text', text: 'See?' },
  ]);
});

it('says no empty word about files that came without one', async () => {
  const asked = model();
  await ask(fromLanguageModel(asked), { question: '', files: [{ name: 'cat.png', media_type: 'image/png', data: 'AAAA' }] });
  expect(asked.doStreamCalls[0]?.prompt.at(-1)?.content).toMatchObject([{ type: 'file' }]);
});
