import { describe, expect, it } from 'vitest';
import { contentOf, fromWireMessage, type ToolUpdate } from '../../../src/protocol/index.ts';
import { defineTool, ToolError, type ChatTool } from '../../../src/server/index.ts';
import { ask, askAndAnswer, answerWith, openChat } from '../chat-fixture.ts';
import type { RawClient } from '../../support/raw-client.ts';

const inputSchema = { type: 'object' };

/** A tool that answers with what the test gives. */
function tool(name: string, execute: (input: { town: string }, signal: AbortSignal) => unknown, needsApproval = false): ChatTool {
  const read = (input: { text: (field: string, max: number) => string }) => ({ town: input.text('town', 50) });
  return defineTool({
    name,
    description: `Does ${name}.`,
    inputSchema,
    needsApproval,
    read,
    execute: (input, { signal }) => execute(input, signal),
  });
}

const weather = tool('weather', ({ town }) => ({ town, sky: 'clear' }));
const town = { town: 'Aarhus' };

/** What the next event says of a call. */
async function change(client: RawClient): Promise<ToolUpdate['tool']> {
  return (await client.next('ToolUpdate')).tool;
}

describe('a model that calls a tool', () => {
  it('is told which there are', async () => {
    const chat = await openChat({ tools: [weather] });
    await ask(chat.client, 'Hi');
    const { request } = await chat.model.next();
    expect(request.tools).toMatchObject([{ name: 'weather', description: 'Does weather.', inputSchema }]);
    expect(request.toolChoice).toBe('auto');
  });

  it('is asked again with the result, and goes on with its answer', async () => {
    const chat = await openChat({ tools: [weather] });
    const asked = await ask(chat.client, 'What weather?');
    const first = await chat.model.next();
    first.write('Let me look.');
    first.call('c1', 'weather', town);
    first.finish('tool-calls');

    expect(await change(chat.client)).toEqual({ id: 'c1', name: 'weather', input: town, status: 'running' });
    expect(await change(chat.client)).toEqual({ id: 'c1', status: 'done', output: { town: 'Aarhus', sky: 'clear' } });
    const second = await chat.model.next();
    expect(second.request.messages).toEqual([
      { role: 'user', content: 'What weather?' },
      {
        role: 'assistant',
        content: 'Let me look.',
        toolCalls: [{ id: 'c1', name: 'weather', input: town, outcome: { type: 'done', output: { town: 'Aarhus', sky: 'clear' } } }],
      },
    ]);
    await answerWith(second, chat.client, ' It is clear.');

    chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id: asked.conversation_id });
    const { messages } = await chat.client.next('Subscribed', ({ messages: shown }) => shown?.length === 2);
    expect(messages?.[1]).toMatchObject({
      status: 'complete',
      parts: [
        { type: 'text', text: 'Let me look.' },
        { type: 'tool', id: 'c1', status: 'done', started_at: expect.any(Number), ended_at: expect.any(Number) },
        { type: 'text', text: ' It is clear.' },
      ],
    });
  });

  it('is given the results again with a later question', async () => {
    const chat = await openChat({ tools: [weather] });
    const { conversation_id } = await ask(chat.client, 'What weather?');
    const first = await chat.model.next();
    first.call('c1', 'weather', town);
    first.finish();
    await answerWith(await chat.model.next(), chat.client, 'Clear.');
    await ask(chat.client, 'And tomorrow?', { conversation_id });
    const { request } = await chat.model.next();
    expect(request.messages.map(({ role, content, toolCalls = [] }) => [role, content, toolCalls.length])).toEqual([
      ['user', 'What weather?', 0],
      ['assistant', '', 1],
      ['assistant', 'Clear.', 0],
      ['user', 'And tomorrow?', 0],
    ]);
  });

  it('may call several at once, which are carried out side by side', async () => {
    const { promise: both, resolve } = Promise.withResolvers<void>();
    let begun = 0;
    const meeting = tool('meet', async () => {
      begun += 1;
      if (begun === 2) resolve();
      await both;
      return begun;
    });
    const chat = await openChat({ tools: [meeting] });
    await ask(chat.client, 'Meet');
    const first = await chat.model.next();
    first.call('a', 'meet', town);
    first.call('b', 'meet', town);
    first.finish();
    const { request } = await chat.model.next();
    expect(request.messages.at(-1)?.toolCalls).toHaveLength(2);
  });

  it('calls sixteen at once, and is heard no further if it asks for more', async () => {
    const chat = await openChat({ tools: [weather] });
    await ask(chat.client, 'Everywhere');
    const first = await chat.model.next();
    for (let n = 0; n <= 16; n += 1) first.call(`c${n}`, 'weather', town);
    await first.aborted;
    const { request } = await chat.model.next();
    expect(request.messages.at(-1)?.toolCalls?.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, n) => `c${n}`));
  });

  it('R1.4: has its call logged in well-formed text, whatever it calls', async () => {
    const chat = await openChat({ tools: [weather] });
    await ask(chat.client, 'Hi');
    const first = await chat.model.next();
    first.call('a\0\ud800', `b\0\udc00${'x'.repeat(196)}\u{1f600}`, town);
    first.finish();
    expect(await change(chat.client)).toMatchObject({ id: 'a\ufffd\ufffd', name: `b\ufffd\ufffd${'x'.repeat(196)}\ufffd` });
  });

  it('may number its calls anew in each round', async () => {
    const chat = await openChat({ tools: [weather] });
    await ask(chat.client, 'Hi');
    for (let round = 0; round < 2; round += 1) {
      const turn = await chat.model.next();
      turn.call('call_0', 'weather', town);
      turn.finish();
    }
    const { request } = await chat.model.next();
    const ids = request.messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id }) => id));
    expect(new Set(ids).size).toBe(2);
  });

  it('is to answer once it has called so often', async () => {
    const chat = await openChat({ tools: [weather], maxToolRounds: 2 });
    await ask(chat.client, 'Hi');
    for (let round = 0; round < 2; round += 1) {
      const turn = await chat.model.next();
      expect(turn.request.toolChoice).toBe('auto');
      turn.call(`c${round}`, 'weather', town);
      turn.finish('tool-calls');
    }
    const last = await chat.model.next();
    expect(last.request.toolChoice).toBe('none');
    last.write('Enough.');
    last.call('c9', 'weather', town);
    last.finish('stop');
    expect(await chat.client.next('Complete')).toMatchObject({ status: 'complete', finish_reason: 'stop' });
  });

  it('has the tokens of all its turns counted', async () => {
    const chat = await openChat({ tools: [weather] });
    await ask(chat.client, 'Hi');
    const turns = [
      { input_tokens: 10, output_tokens: 1 },
      { input_tokens: 20, output_tokens: 2 },
    ];
    for (const [place, usage] of turns.entries()) {
      const turn = await chat.model.next();
      if (place === 0) turn.call('c', 'weather', town);
      turn.finish('stop', usage);
    }
    expect((await chat.client.next('Complete')).usage).toEqual({ input_tokens: 30, output_tokens: 3 });
  });
});

describe('a call that cannot be carried out fails, and the model is told why', () => {
  it.each([
    ['of a tool that there is not', 'wether', town, 'There is no such tool. There are: weather, broken, secret.'],
    ['whose input is wrong', 'weather', { town: 7 }, 'town: expected 1 to 50 characters.'],
    ['whose input is no object', 'weather', 'Aarhus', 'town: expected 1 to 50 characters.'],
    ['whose input is too long', 'weather', { town: 'x'.repeat(70_000) }, 'The input is too long.'],
    ['whose tool says what is wrong', 'broken', town, 'Aarhus is closed.'],
    ['whose tool fails in words of its own', 'secret', town, 'The tool failed.'],
  ])('%s', async (_, name, input, error) => {
    const broken = tool('broken', () => Promise.reject(new ToolError('Aarhus is closed.')));
    const secret = tool('secret', () => {
      throw new Error('key=hidden at file.ts:7');
    });
    const chat = await openChat({ tools: [weather, broken, secret] });
    await ask(chat.client, 'Hi');
    const first = await chat.model.next();
    first.call('c', name, input);
    first.finish();
    expect(await client(chat.client)).toMatchObject({ id: 'c', status: 'failed', error });
    const { request } = await chat.model.next();
    expect(request.messages.at(-1)?.toolCalls?.[0]?.outcome).toEqual({ type: 'failed', error });
    expect(JSON.stringify(chat.client.received)).not.toContain('hidden');
  });

  /** The first change that ends the call. */
  async function client(raw: RawClient): Promise<ToolUpdate['tool']> {
    return (await raw.next('ToolUpdate', ({ tool: { status } }) => status !== 'running')).tool;
  }

  it('that takes too long, and the tool is told to stop', async () => {
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    const slow = tool('slow', (_, signal) => {
      signal.addEventListener('abort', () => resolve());
      return new Promise(() => undefined);
    });
    const chat = await openChat({ tools: [slow], toolMs: 20 });
    await ask(chat.client, 'Hi');
    const first = await chat.model.next();
    first.call('c', 'slow', town);
    first.finish();
    await stopped;
    expect(await client(chat.client)).toMatchObject({ status: 'failed', error: 'The tool took longer than 0 s.' });
  });
});

it('R5.6: a result that is too long is cut, for the model too, and its frame is small', async () => {
  const chat = await openChat({ tools: [tool('dump', () => ({ text: 'ü'.repeat(5_000_000) }))] });
  await ask(chat.client, 'Hi');
  const first = await chat.model.next();
  first.call('c', 'dump', town);
  first.finish();
  await change(chat.client);
  const event = await chat.client.next('ToolUpdate');
  expect(event.tool).toMatchObject({ status: 'done', truncated: true });
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(64 * 1024);
  const { request } = await chat.model.next();
  expect(JSON.stringify(request.messages.at(-1))).toContain('The rest was cut off');
});

it('a tool that never says whether it needs approval holds nothing up', async () => {
  const stuck: ChatTool = { ...weather, prepare: () => new Promise(() => undefined) };
  const chat = await openChat({ tools: [stuck], toolMs: 20 });
  await ask(chat.client, 'Hi');
  const first = await chat.model.next();
  first.call('c', 'weather', town);
  first.finish();
  expect(await change(chat.client)).toMatchObject({ status: 'failed', error: 'The tool took longer than 0 s.' });
});

it('Cancel leaves a tool at work, and the next question is answered', async () => {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const slow = tool('slow', (_, signal) => new Promise(() => signal.addEventListener('abort', () => resolve())));
  const chat = await openChat({ tools: [slow] });
  const { conversation_id, answer_id } = await ask(chat.client, 'Hi');
  const first = await chat.model.next();
  first.call('c', 'slow', town);
  first.finish();
  await change(chat.client);
  chat.client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
  expect(await chat.client.next('Complete')).toMatchObject({ status: 'stopped' });
  await stopped;
  await askAndAnswer(chat, 'Next', 'Yes', { conversation_id });
});

it('what follows the calls of an answer does not pass its limit', async () => {
  const chat = await openChat({ tools: [weather], maxAnswerBytes: 10 });
  const { conversation_id } = await ask(chat.client, 'Hi');
  const first = await chat.model.next();
  first.write('12345678');
  first.call('c', 'weather', town);
  first.finish();
  (await chat.model.next()).write('9abcdef');
  expect(await chat.client.next('Complete')).toMatchObject({ finish_reason: 'length' });
  chat.client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
  const { messages = [] } = await chat.client.next('Subscribed', ({ messages: shown }) => shown?.length === 2);
  expect(messages[1] && contentOf(fromWireMessage(messages[1]))).toBe('123456789a');
});
