/** What a delta costs before a run hears it: one answer of a provider, read by the AI SDK, in a process of its own. It tells its parent the microseconds. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { fromLanguageModel } from '../../src/server/index.ts';

/** `itself`: as the server reads a model; `streamText`: as the SDK's own function does. */
export type Reader = 'itself' | 'streamText';

const deltas = 20_000;
const warmUps = 3;

const reader = process.argv[2] as Reader; // as its parent says
const eventsPerPiece = Number(process.argv[3]);
const provider = createOpenAICompatible({ name: 'load', baseURL: 'http://127.0.0.1', fetch: async () => answer() });

for (let round = 0; round < warmUps; round += 1) await read();
const before = process.cpuUsage();
await read();
const { user, system } = process.cpuUsage(before);
process.send?.((user + system) / deltas);

async function read(): Promise<void> {
  let seen = 0;
  for await (const { type } of deltasOf(reader)) if (type === 'content' || type === 'text-delta') seen += 1;
  if (seen !== deltas) throw new Error(`${seen} deltas came of ${deltas}.`);
}

function deltasOf(by: Reader): AsyncIterable<{ readonly type: string }> {
  const messages = [{ role: 'user' as const, content: 'Go on?' }];
  if (by === 'streamText') return streamText({ model: provider('load'), messages, maxRetries: 0 }).stream;
  return fromLanguageModel(provider('load')).stream({ messages, useReasoning: false, signal: new AbortController().signal });
}

/** An answer as a network brings it: some events in each piece, one piece a turn. */
function answer(): Response {
  const encoder = new TextEncoder();
  const piece = encoder.encode(eventOf({ delta: { content: 'word' }, finish_reason: null }).repeat(eventsPerPiece));
  const last = encoder.encode(`${eventOf({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`);
  let sent = 0;
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      controller.enqueue(sent < deltas ? piece : last);
      if (sent >= deltas) controller.close();
      sent += eventsPerPiece;
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function eventOf(choice: { readonly delta: object; readonly finish_reason: string | null }): string {
  const chunk = { id: 'load', object: 'chat.completion.chunk', created: 1, model: 'load', choices: [{ index: 0, ...choice }] };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
