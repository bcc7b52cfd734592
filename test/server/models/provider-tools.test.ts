import { describe, expect, it } from 'vitest';
import {
  createGroqService,
  createOpenAICompatible,
  type ChatModel,
  type ModelDelta,
  type ModelRequest,
} from '../../../src/server/models/index.ts';
import { completionChunk, lastChunk } from '../../support/loopback-model.ts';
import { provider } from './ask.ts';

const providers: Record<string, (baseUrl: string) => Promise<ChatModel>> = {
  Groq: async (baseUrl) => (await createGroqService({ baseUrl })).chat,
  'an OpenAI-compatible endpoint': (baseUrl) => createOpenAICompatible({ baseUrl }),
};

const inputSchema = { type: 'object', properties: { town: { type: 'string' } }, required: ['town'], additionalProperties: false };
const tools = [{ name: 'weather', description: 'Tells the weather.', inputSchema }];
const question = { role: 'user' as const, content: 'What weather?' };

/** The pieces of a call, as providers cut them. */
const callInPieces = (...pieces: string[]) => [
  completionChunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } }] }),
  ...pieces.map((piece) => completionChunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  lastChunk('tool_calls'),
];

async function deltasOf(model: ChatModel, request: Partial<ModelRequest> = {}): Promise<ModelDelta[]> {
  const deltas: ModelDelta[] = [];
  const signal = new AbortController().signal;
  for await (const delta of model.stream({ messages: [question], tools, useReasoning: false, signal, ...request })) deltas.push(delta);
  return deltas;
}

describe.each(Object.entries(providers))('%s', (_, connect) => {
  it('is told of the tools, and its call comes whole', async () => {
    const loopback = await provider({
      chunks: [completionChunk({ content: 'Let me look.' }), ...callInPieces('{"to', 'wn":"Aar', 'hus"}')],
    });
    const deltas = await deltasOf(await connect(loopback.url));
    expect(deltas.filter(({ type }) => type !== 'working')).toMatchObject([
      { type: 'content', text: 'Let me look.' },
      { type: 'tool-call', id: 'call_1', name: 'weather', input: { town: 'Aarhus' } },
      { type: 'finish', finish_reason: 'tool-calls' },
    ]);
    expect(loopback.requests[0]?.body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'weather', description: 'Tells the weather.', parameters: inputSchema } }],
      tool_choice: 'auto',
    });
    expect(loopback.requests).toHaveLength(1);
  });

  it('is given what came of the calls', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: 'Clear.' }), lastChunk('stop')] });
    const calls = [
      { id: 'a', name: 'weather', input: { town: 'Aarhus' }, outcome: { type: 'done' as const, output: { sky: 'clear' } } },
      { id: 'b', name: 'weather', input: {}, outcome: { type: 'failed' as const, error: 'No town.' } },
    ];
    const messages = [question, { role: 'assistant' as const, content: 'Let me look.', toolCalls: calls }];
    await deltasOf(await connect(loopback.url), { messages });
    const sent = loopback.requests[0]?.body['messages'];
    expect(sent).toMatchObject([
      { role: 'user', content: 'What weather?' },
      {
        role: 'assistant',
        content: 'Let me look.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"town":"Aarhus"}' } },
          { id: 'b', type: 'function', function: { name: 'weather', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: '{"sky":"clear"}' },
      { role: 'tool', tool_call_id: 'b', content: 'No town.' },
    ]);
  });

  it('is asked for words alone when it has called enough', async () => {
    const loopback = await provider({ chunks: [completionChunk({ content: 'Clear.' }), lastChunk('stop')] });
    await deltasOf(await connect(loopback.url), { toolChoice: 'none' });
    expect(loopback.requests[0]?.body).toMatchObject({ tool_choice: 'none' });
  });

  it('is told of none where there are none', async () => {
    const loopback = await provider({ chunks: [lastChunk('stop')] });
    await deltasOf(await connect(loopback.url), { tools: [] });
    expect(loopback.requests[0]?.body).not.toHaveProperty('tools');
  });

  it.each([
    ['whose input is no JSON', callInPieces('{"town":')],
    [
      'of a tool that there is not',
      [
        completionChunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'wether', arguments: '{}' } }] }),
        lastChunk('tool_calls'),
      ],
    ],
  ])('makes a call %s: it comes as it is, to be answered by a run', async (_case, chunks) => {
    const loopback = await provider({ chunks });
    const deltas = await deltasOf(await connect(loopback.url));
    expect(deltas.filter(({ type }) => type === 'tool-call')).toHaveLength(1);
    expect(deltas.at(-1)).toMatchObject({ type: 'finish' });
  });

  it('says when it wants to be left alone', async () => {
    const loopback = await provider({ status: 429, headers: { 'retry-after': '7' } });
    const asked = deltasOf(await connect(loopback.url)).catch((error: unknown) => error);
    expect(await asked).toMatchObject({ code: 'model_rate_limited', retryAfterMs: 7000 });
  });
});

it('a call whose input has no end is given up', async () => {
  const loopback = await provider({ chunks: callInPieces('{"town":"', ...Array.from({ length: 5 }, () => 'x'.repeat(300_000))) });
  const model = await createOpenAICompatible({ baseUrl: loopback.url });
  await expect(deltasOf(model)).rejects.toMatchObject({ code: 'model_broken' });
});
