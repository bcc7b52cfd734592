import { describe, expect, it } from 'vitest';
import { defineTool } from '../../src/server/index.ts';
import { answerWith, ask, connectAgain, openChat } from './chat-fixture.ts';
import { connected } from '../support/raw-client.ts';

describe('a user who has as many answers in the making as are allowed', () => {
  it('waits with the next until one has ended', async () => {
    const chat = await openChat({ runsPerUser: 2 });
    const asked = [await ask(chat.client, 'One'), await ask(chat.client, 'Two'), await ask(chat.client, 'Three')];
    const first = await chat.model.next();
    await chat.model.next();
    const third = chat.model.next();
    expect(chat.model.asked).toHaveLength(2);
    await answerWith(first, chat.client, 'Done.');
    expect((await third).request.messages).toEqual([{ role: 'user', content: 'Three' }]);
    expect(asked).toHaveLength(3);
  });

  it('can take back what waits', async () => {
    const chat = await openChat({ runsPerUser: 1 });
    await ask(chat.client, 'One');
    const { conversation_id, answer_id } = await ask(chat.client, 'Two');
    await ask(chat.client, 'Three');
    chat.client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
    await chat.client.next('Complete', ({ status }) => status === 'stopped');
    await answerWith(await chat.model.next(), chat.client, 'Done.');
    expect((await chat.model.next()).request.messages).toEqual([{ role: 'user', content: 'Three' }]);
  });

  it('does not keep others waiting', async () => {
    const chat = await openChat({ runsPerUser: 1 });
    await ask(chat.client, 'One');
    await chat.model.next();
    await ask(await connected(chat.url), 'Mine');
    expect((await chat.model.next()).request.messages).toEqual([{ role: 'user', content: 'Mine' }]);
  });
});

describe('a user who has used up the tokens of a day', () => {
  it('is told so by the next answer, on every device, and can try again', async () => {
    const chat = await openChat({ tokensPerDay: 100 });
    await ask(chat.client, 'One');
    (await chat.model.next()).finish('stop', { input_tokens: 60, output_tokens: 40 });
    await chat.client.next('Complete');
    const other = await connectAgain(chat.url, chat.client);
    await ask(other, 'Two');
    expect(await other.next('Complete')).toMatchObject({
      status: 'failed',
      error: { code: 'budget_spent', message: expect.stringContaining('100 tokens'), retryable: true },
    });
    expect(chat.model.asked).toHaveLength(1);
  });

  it.each(['Cancel', 'a failure'] as const)('has also used what no model came to count, because of %s', async (end) => {
    const chat = await openChat({ tokensPerDay: 100 });
    const { conversation_id, answer_id } = await ask(chat.client, 'One');
    const first = await chat.model.next();
    first.write('word '.repeat(80));
    await chat.client.next('Update');
    if (end === 'Cancel') chat.client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
    else first.fail(new Error('gone'));
    expect((await chat.client.next('Complete')).usage).toBeUndefined();
    await ask(chat.client, 'Two', { conversation_id });
    expect(await chat.client.next('Complete')).toMatchObject({ error: { code: 'budget_spent' } });
    expect(chat.model.asked).toHaveLength(1);
  });

  it('has used the prompt of an answer that was stopped before its first word', async () => {
    const chat = await openChat({ tokensPerDay: 100 });
    const { conversation_id, answer_id } = await ask(chat.client, 'word '.repeat(80));
    await chat.model.next();
    chat.client.send({ type: 'Cancel', conversation_id, message_id: answer_id });
    await chat.client.next('Complete');
    await ask(chat.client, 'Two', { conversation_id });
    expect(await chat.client.next('Complete')).toMatchObject({ error: { code: 'budget_spent' } });
  });

  it('has used nothing by a model that refuses', async () => {
    const chat = await openChat({ tokensPerDay: 100 });
    await ask(chat.client, 'word '.repeat(80));
    (await chat.model.next()).fail(new Error('gone'));
    await chat.client.next('Complete');
    await ask(chat.client, 'Two');
    expect((await chat.model.next()).request.messages).toEqual([{ role: 'user', content: 'Two' }]);
  });

  it('is asked for no more between two rounds of tools', async () => {
    let carriedOut = 0;
    const tool = defineTool({
      name: 'count',
      description: 'Counts.',
      inputSchema: { type: 'object' },
      read: () => undefined,
      execute: () => (carriedOut += 1),
    });
    const chat = await openChat({ tokensPerDay: 100, tools: [tool] });
    await ask(chat.client, 'Count');
    const turn = await chat.model.next();
    turn.call('t', 'count');
    turn.finish('tool-calls', { input_tokens: 60, output_tokens: 40 });
    expect(await chat.client.next('Complete')).toMatchObject({
      error: { code: 'budget_spent' },
      usage: { input_tokens: 60, output_tokens: 40 },
    });
    expect([carriedOut, chat.model.asked.length]).toEqual([1, 1]);
  });

  it('is nobody else', async () => {
    const chat = await openChat({ tokensPerDay: 100 });
    await ask(chat.client, 'One');
    (await chat.model.next()).finish('stop', { input_tokens: 100 });
    await chat.client.next('Complete');
    await ask(await connected(chat.url), 'Mine');
    await chat.model.next();
    expect(chat.model.asked).toHaveLength(2);
  });
});

describe('an answer that has come to rest for a person', () => {
  const guarded = defineTool({
    name: 'guarded',
    description: 'Does what a person allows.',
    inputSchema: { type: 'object' },
    needsApproval: true,
    read: () => undefined,
    execute: () => 'allowed',
  });

  /** An answer whose first turn took 100 tokens, and calls a tool that waits. */
  async function waiting(tokensPerDay: number) {
    const chat = await openChat({ tokensPerDay, tools: [guarded] });
    const asked = await ask(chat.client, 'Do it');
    const turn = await chat.model.next();
    turn.call('t', 'guarded');
    turn.finish('tool-calls', { input_tokens: 60, output_tokens: 40 });
    await chat.client.next('ToolUpdate', ({ tool }) => tool.status === 'awaiting');
    return { chat, about: { conversation_id: asked.conversation_id, message_id: asked.answer_id } };
  }

  const refused = { status: 'failed', error: { code: 'budget_spent' } };

  it('says at its end what all of it has taken', async () => {
    const { chat, about } = await waiting(1000);
    chat.client.send({ type: 'Approve', ...about, tool_id: 't', approved: true });
    (await chat.model.next()).finish('stop', { input_tokens: 70, output_tokens: 5 });
    expect((await chat.client.next('Complete')).usage).toEqual({ input_tokens: 130, output_tokens: 45 });
  });

  it('counts while it rests, and so do its own tokens when it goes on', async () => {
    const { chat, about } = await waiting(100);
    await ask(chat.client, 'Meanwhile');
    expect(await chat.client.next('Complete')).toMatchObject(refused);
    chat.client.send({ type: 'Approve', ...about, tool_id: 't', approved: true });
    expect(await chat.client.next('Complete', ({ message_id }) => message_id === about.message_id)).toMatchObject(refused);
    expect(chat.model.asked).toHaveLength(1);
  });

  it('counts also when it is stopped', async () => {
    const { chat, about } = await waiting(100);
    chat.client.send({ type: 'Cancel', ...about });
    expect(await chat.client.next('Complete')).toMatchObject({ status: 'stopped' });
    await ask(chat.client, 'And now?', { conversation_id: about.conversation_id });
    expect(await chat.client.next('Complete')).toMatchObject(refused);
  });
});
