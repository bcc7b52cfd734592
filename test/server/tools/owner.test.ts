import { expect, it } from 'vitest';
import { defineTool, type Authorize } from '../../../src/server/index.ts';
import { ask, openChat } from '../chat-fixture.ts';
import { connected } from '../../support/raw-client.ts';

const send = defineTool({
  name: 'send',
  description: 'Sends.',
  inputSchema: { type: 'object' },
  needsApproval: true,
  read: () => undefined,
  execute: () => 'sent',
});

const authorize: Authorize = ({ headers }) => ({ userId: headers.authorization?.replace('Bearer ', '') ?? 'nobody' });
const as = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });

/** A conversation of Ada's that Bob may see and write, with a call that waits. */
async function openShared() {
  const chat = await openChat({ authorize, canAccess: () => true, tools: [send], github: {} });
  const [ada, bob] = [await connected(chat.url, as('ada')), await connected(chat.url, as('bob'))];
  const { conversation_id, answer_id } = await ask(ada, 'Send it');
  const turn = await chat.model.next();
  turn.call('c', 'send');
  turn.finish();
  await ada.next('ToolUpdate');
  const approve = { type: 'Approve', conversation_id, message_id: answer_id, tool_id: 'c' } as const;
  return { chat, ada, bob, approve, conversation_id };
}

it('a call in the owner’s name is allowed by the owner alone', async () => {
  const { ada, bob, approve } = await openShared();
  bob.send({ ...approve, approved: true });
  expect(await bob.next('Error')).toMatchObject({ code: 'forbidden', retryable: false });
  ada.send({ ...approve, approved: true });
  expect((await ada.next('ToolUpdate')).tool.status).toBe('running');
});

it('a call is denied by whoever may write', async () => {
  const { ada, bob, approve } = await openShared();
  bob.send({ ...approve, approved: false });
  expect((await ada.next('ToolUpdate')).tool.status).toBe('denied');
});

it('R4.24: repositories are read by the owner’s means for the owner alone', async () => {
  const { bob, conversation_id } = await openShared();
  bob.send({ type: 'Message', id: crypto.randomUUID(), conversation_id, content: 'Read it', repos: ['ada/secret'] });
  expect(await bob.next('Error')).toMatchObject({ code: 'forbidden', retryable: false });
});

it('R4.20: a model is offered tools for what the owner asks, and for nobody else', async () => {
  const { chat, ada, bob, approve, conversation_id } = await openShared();
  ada.send({ ...approve, approved: false });
  const owners = await chat.model.next();
  expect(owners.request.tools?.map(({ name }) => name)).toEqual(['send']);
  owners.finish();
  await ada.next('Complete');

  const asked = await ask(bob, 'Send it to me', { conversation_id });
  const guests = await chat.model.next();
  expect(guests.request.tools).toEqual([]);
  guests.call('d', 'send');
  guests.finish();
  expect((await bob.next('ToolUpdate')).tool).toMatchObject({ status: 'failed', error: expect.stringContaining('no such tool') });
  (await chat.model.next()).finish();
  await bob.next('Complete', ({ message_id }) => message_id === asked.answer_id);

  bob.send({ type: 'Regenerate', id: crypto.randomUUID(), conversation_id, message_id: approve.message_id });
  expect((await bob.next('MessageAdded')).message.author).toBe('bob');
  expect((await chat.model.next()).request.tools).toEqual([]);
});

it('R4.24: an answer about repositories is made anew for the owner alone', async () => {
  const { chat, ada, bob, approve, conversation_id } = await openShared();
  ada.send({ type: 'Cancel', conversation_id, message_id: approve.message_id });
  const { answer_id } = await ask(ada, 'Read it', { conversation_id, repos: ['ada/secret'] });
  (await chat.model.next()).finish();
  await ada.next('Complete', ({ message_id }) => message_id === answer_id);
  bob.send({ type: 'Regenerate', id: crypto.randomUUID(), conversation_id, message_id: answer_id });
  expect(await bob.next('Error')).toMatchObject({ code: 'forbidden', retryable: false });
});
