import { describe, expect, it } from 'vitest';
import { defineTool, type ChatServerOptions, type ChatTool } from '../../../src/server/index.ts';
import { ask, askAndAnswer, answerWith, connectAgain, openChat, tokenOf, type Asked, type Chat } from '../chat-fixture.ts';
import { createManualModel } from '../../support/manual-model.ts';
import { connected, type RawClient } from '../../support/raw-client.ts';
import { startServer, temporaryFolder } from '../../support/server-fixture.ts';
import { dataOfKilled } from '../data-of-killed.ts';

/** A tool that needs approval, and what it was called with. */
function guarded(): ChatTool & { readonly sent: string[] } {
  const sent: string[] = [];
  const send = defineTool({
    name: 'send',
    description: 'Sends a text.',
    inputSchema: { type: 'object' },
    needsApproval: true,
    read: (input) => input.text('text', 50),
    execute(text) {
      sent.push(text);
      return `sent ${text}`;
    },
  });
  return { ...send, sent };
}

/** A conversation with calls that wait for a person. */
async function waiting(
  texts: readonly string[] = ['hello'],
  options: ChatServerOptions = {},
): Promise<{ chat: Chat; asked: Asked; tool: ReturnType<typeof guarded> }> {
  const tool = guarded();
  const chat = await openChat({ tools: [tool], ...options });
  const asked = await ask(chat.client, 'Send it');
  const turn = await chat.model.next();
  for (const [place, text] of texts.entries()) turn.call(`c${place}`, 'send', { text });
  turn.finish('tool-calls');
  for (const _ of texts) await chat.client.next('ToolUpdate', ({ tool: { status } }) => status === 'awaiting');
  return { chat, asked, tool };
}

function decide(
  client: RawClient,
  { conversation_id, answer_id }: Asked,
  approved: boolean,
  { tool_id = 'c0', request_id }: { tool_id?: string; request_id?: string } = {},
) {
  client.send({
    type: 'Approve',
    conversation_id,
    message_id: answer_id,
    tool_id,
    approved,
    ...(request_id === undefined ? {} : { request_id }),
  });
}

const ended = ({ tool: { status } }: { tool: { status?: string } }) => status !== 'running' && status !== 'awaiting';

describe('a call that needs approval', () => {
  it('is not carried out before it is allowed, and then it is', async () => {
    const { chat, asked, tool } = await waiting();
    expect(tool.sent).toEqual([]);
    decide(chat.client, asked, true, { request_id: 'r' });
    expect(await chat.client.next('ToolUpdate')).toMatchObject({ tool: { id: 'c0', status: 'running' }, request_id: 'r' });
    expect((await chat.client.next('ToolUpdate')).tool).toEqual({ id: 'c0', status: 'done', output: 'sent hello' });
    await answerWith(await chat.model.next(), chat.client, 'Done.');
    expect(tool.sent).toEqual(['hello']);
  });

  it('is not carried out when it is denied, and the model is told', async () => {
    const { chat, asked, tool } = await waiting();
    decide(chat.client, asked, false);
    expect((await chat.client.next('ToolUpdate')).tool).toEqual({ id: 'c0', status: 'denied' });
    const { request } = await chat.model.next();
    expect(request.messages.at(-1)?.toolCalls?.[0]?.outcome).toEqual({ type: 'failed', error: 'The person did not allow this call.' });
    expect(tool.sent).toEqual([]);
  });

  it('can be allowed from another device, and the first word counts', async () => {
    const { chat, asked, tool } = await waiting();
    const other = await connectAgain(chat.url, chat.client);
    decide(other, asked, true);
    await chat.client.next('ToolUpdate', ended);
    decide(chat.client, asked, false);
    chat.client.send({ type: 'Ping' });
    await chat.client.next('Pong');
    await answerWith(await chat.model.next(), chat.client, 'Done.');
    expect(chat.client.received.some((frame) => frame.type === 'ToolUpdate' && frame.tool.status === 'denied')).toBe(false);
    expect(tool.sent).toEqual(['hello']);
  });

  it('cannot be allowed by somebody else', async () => {
    const { chat, asked, tool } = await waiting();
    const stranger = await connected(chat.url);
    decide(stranger, asked, true);
    expect(await stranger.next('Error')).toMatchObject({ code: 'not_found' });
    expect(tool.sent).toEqual([]);
  });

  it('waits for each of its round, and the model is asked when all are decided', async () => {
    const { chat, asked, tool } = await waiting(['one', 'two']);
    decide(chat.client, asked, true, { tool_id: 'c1' });
    expect((await chat.client.next('ToolUpdate', ended)).tool).toMatchObject({ id: 'c1', status: 'done' });
    expect(chat.model.asked).toHaveLength(1);
    decide(chat.client, asked, false);
    await answerWith(await chat.model.next(), chat.client, 'Done.');
    expect(tool.sent).toEqual(['two']);
  });

  it('is carried out before the model is asked, though it was allowed while another of its round ran', async () => {
    const { promise: looked, resolve: look } = Promise.withResolvers<string>();
    const inputSchema = { type: 'object' };
    const slow = defineTool({ name: 'look', description: 'Looks.', inputSchema, read: () => undefined, execute: () => looked });
    const tool = guarded();
    const chat = await openChat({ tools: [tool, slow] });
    const asked = await ask(chat.client, 'Send it');
    const turn = await chat.model.next();
    turn.call('c0', 'send', { text: 'hello' });
    turn.call('c1', 'look', {});
    turn.finish('tool-calls');
    await chat.client.next('ToolUpdate', ({ tool: { status } }) => status === 'awaiting');
    decide(chat.client, asked, true);
    await chat.client.next('ToolUpdate', ({ tool: { id, status } }) => id === 'c0' && status === 'running');
    look('seen');
    const { request } = await chat.model.next();
    expect(request.messages.at(-1)?.toolCalls?.map(({ outcome }) => outcome)).toEqual([
      { type: 'done', output: 'sent hello' },
      { type: 'done', output: 'seen' },
    ]);
    expect(tool.sent).toEqual(['hello']);
  });

  it('holds up what is asked behind it until it is cancelled', async () => {
    const { chat, asked, tool } = await waiting();
    await ask(chat.client, 'Next?', { conversation_id: asked.conversation_id });
    chat.client.send({ type: 'Cancel', conversation_id: asked.conversation_id, message_id: asked.answer_id });
    expect(await chat.client.next('Complete')).toMatchObject({ message_id: asked.answer_id, status: 'stopped' });
    await answerWith(await chat.model.next(), chat.client, 'Yes.');
    decide(chat.client, asked, true);
    await askAndAnswer(chat, 'Still there?', 'Yes.', { conversation_id: asked.conversation_id });
    expect(tool.sent).toEqual([]);
  });

  it('fails its answer when nobody has decided in time', async () => {
    const { chat, asked } = await waiting(['hello'], { approvalMs: 20 });
    expect(await chat.client.next('Complete')).toMatchObject({
      message_id: asked.answer_id,
      status: 'failed',
      error: { code: 'approval_expired', retryable: true },
    });
    await askAndAnswer(chat, 'Next?', 'Yes.', { conversation_id: asked.conversation_id });
  });
});

describe('an answer that waits for approval', () => {
  async function killed(options: ChatServerOptions = {}) {
    const data = temporaryFolder();
    const { chat, asked } = await waiting(['one', 'two'], { data });
    const model = createManualModel();
    const tool = guarded();
    const { url } = await startServer({ data: await dataOfKilled(data), model, tools: [tool], ...options });
    const client = await connected(url, { headers: { authorization: `Bearer ${tokenOf(chat.client)}` } });
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id: asked.conversation_id });
    const { messages } = await client.next('Subscribed');
    return { client, model, tool, asked, answer: messages?.at(-1) };
  }

  it('survives kill -9, and goes on when it is allowed', async () => {
    const { client, model, tool, asked, answer } = await killed();
    expect(answer).toMatchObject({ status: 'streaming', parts: [{ status: 'awaiting' }, { status: 'awaiting' }] });
    decide(client, asked, true);
    decide(client, asked, false, { tool_id: 'c1' });
    const turn = await model.next();
    expect(turn.request.messages.at(-1)?.toolCalls?.map(({ outcome }) => outcome.type)).toEqual(['done', 'failed']);
    await answerWith(turn, client, 'Done.');
    expect(tool.sent).toEqual(['one']);
  });

  it('has the limit that it had before', async () => {
    const { client, model, asked } = await killed({ approvalMs: 1 });
    await ask(client, 'Next?', { conversation_id: asked.conversation_id });
    await model.next();
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id: asked.conversation_id });
    const { messages } = await client.next('Subscribed', ({ messages: shown }) => shown?.length === 4);
    expect(messages?.[1]).toMatchObject({ status: 'failed', error: { code: 'approval_expired' } });
  });

  it('waits on while its server is stopped in good order', async () => {
    const data = temporaryFolder();
    const { chat, asked } = await waiting(['one'], { data });
    await chat.close();
    expect(chat.client.received.some(({ type }) => type === 'Complete')).toBe(false);
    const model = createManualModel();
    const { url } = await startServer({ data, model, tools: [guarded()] });
    const client = await connected(url, { headers: { authorization: `Bearer ${tokenOf(chat.client)}` } });
    decide(client, asked, true);
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id: asked.conversation_id });
    await client.next('Subscribed');
    await answerWith(await model.next(), client, 'Done.');
  });
});
