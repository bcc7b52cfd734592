import { simulateReadableStream } from 'ai';
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test';
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

it('a model of an older version of the SDK answers, too', async () => {
  const finish = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage } as const;
  const chunks = [{ type: 'text-delta', id: 't', delta: 'Hello.' } as const, finish];
  const older = new MockLanguageModelV3({ doStream: async () => ({ stream: simulateReadableStream({ chunks }) }) });
  expect(await ask(fromLanguageModel(older))).toMatchObject({ content: 'Hello.', finish: { finish_reason: 'stop' } });
});

it('tells a model what the system says first, and asks what was asked', async () => {
  const asked = model();
  const messages = [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Hello?' },
    { role: 'assistant' as const, content: 'Hi.' },
    { role: 'user' as const, content: 'Again?' },
  ];
  const answer = fromLanguageModel(asked).stream({ messages, useReasoning: false, signal: new AbortController().signal });
  for await (const _ of answer);
  expect(asked.doStreamCalls[0]?.prompt).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Hello?' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Hi.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Again?' }] },
  ]);
});

it.each([
  ['nothing', '', {}],
  ['a list', '[1]', [1]],
  ['half a record', '{"town":', '{"town":'],
  ['a prototype in it', '{"a":{"__proto__":{"b":1},"c":2}}', { a: { c: 2 } }],
])('a call with %s for its input is heard as what can be read of it', async (_what, input, heard) => {
  const call = { type: 'tool-call', toolCallId: 'a', toolName: 'weather', input } as const;
  const finish = { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_calls' }, usage } as const;
  const calling = new MockLanguageModelV4({ doStream: async () => ({ stream: simulateReadableStream({ chunks: [call, finish] }) }) });
  const { deltas } = await ask(fromLanguageModel(calling));
  expect(deltas[0]).toEqual({ type: 'tool-call', id: 'a', name: 'weather', input: heard });
});

it('leaves a provider that does not listen to the signal', async () => {
  const left = Promise.withResolvers<void>();
  const stop = new AbortController();
  const endless = new MockLanguageModelV4({
    doStream: async () => ({
      stream: new ReadableStream({
        start: (controller) => controller.enqueue({ type: 'text-delta', id: 't', delta: 'Hello.' }),
        cancel: () => left.resolve(),
      }),
    }),
  });
  const { content, error, finish } = await ask(fromLanguageModel(endless), { signal: stop.signal, onDelta: () => stop.abort() });
  expect({ content, error, finish }).toEqual({ content: 'Hello.', error: undefined, finish: undefined });
  await left.promise;
});
