import { tool } from 'ai';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { fromAiTools, type ToolUse } from '../../../src/server/tools/index.ts';

const use: ToolUse = { userId: 'u', conversationId: 'c', messageId: 'm', toolId: 't', signal: new AbortController().signal };
const inputSchema = z.object({ town: z.string().trim() });

it('a tool of the AI SDK is offered with its schema, and run with what it has parsed', async () => {
  const [weather] = await fromAiTools({
    weather: tool({ description: 'Tells it.', inputSchema, execute: async ({ town }) => `clear in ${town}` }),
  });
  expect(weather).toMatchObject({ name: 'weather', description: 'Tells it.', inputSchema: { type: 'object', required: ['town'] } });
  const call = await weather?.prepare({ town: ' Aarhus ' }, use);
  expect(call?.needsApproval).toBe(false);
  expect(await call?.run()).toBe('clear in Aarhus');
});

it('an input that does not fit its schema is refused', async () => {
  const [weather] = await fromAiTools({ weather: tool({ inputSchema, execute: () => 'clear' }) });
  await expect(weather?.prepare({ town: 7 }, use)).rejects.toThrow('The input does not fit the schema of the tool.');
});

it.each([
  [true, 'Aarhus', true],
  [({ town }: { town: string }) => town === 'Aarhus', 'Aarhus', true],
  [async ({ town }: { town: string }) => town === 'Aarhus', 'Odense', false],
])('its needsApproval is kept: %s for %s', async (needsApproval, town, expected) => {
  // oxlint-disable-next-line typescript/no-deprecated -- tools that are written for it keep their meaning
  const [weather] = await fromAiTools({ weather: tool({ inputSchema, needsApproval, execute: () => 'clear' }) });
  expect((await weather?.prepare({ town }, use))?.needsApproval).toBe(expected);
});

it('is told whose call it is', async () => {
  let told: unknown;
  const execute = (_: unknown, options: unknown) => void (told = options);
  const [weather] = await fromAiTools({ weather: tool({ inputSchema, execute }) });
  await (await weather?.prepare({ town: 'Aarhus' }, use))?.run();
  expect(told).toMatchObject({ toolCallId: 't', abortSignal: use.signal, context: { userId: 'u', conversationId: 'c', messageId: 'm' } });
});

it('the last that it yields is its result', async () => {
  async function* execute() {
    yield 'looking';
    yield 'clear';
  }
  const [weather] = await fromAiTools({ weather: tool({ inputSchema, execute }) });
  expect(await (await weather?.prepare({ town: 'Aarhus' }, use))?.run()).toBe('clear');
});

it('one that the server cannot run is refused by name', async () => {
  await expect(fromAiTools({ weather: tool({ inputSchema }) })).rejects.toThrow('The tool weather has no execute function');
});
