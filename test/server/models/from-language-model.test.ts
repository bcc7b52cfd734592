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
